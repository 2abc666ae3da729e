using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Services.Environments.Spec;

/// <summary>The networks that a container joins, by name or id.</summary>
internal sealed record NetworkingSpec(IReadOnlyDictionary<string, EndpointSpec?> EndpointsConfig);

/// <summary>A container's place in one network.</summary>
internal sealed record EndpointSpec
{
    [JsonPropertyName("IPAMConfig")]
    public AddressSpec? IpamConfig { get; init; }

    public IReadOnlyList<string>? Links { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public IReadOnlyDictionary<string, string>? DriverOpts { get; init; }

    public int? GwPriority { get; init; }

    public string? MacAddress { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>The body of <c>POST /networks/{id}/connect</c>.</summary>
internal sealed record ConnectSpec(string Container, EndpointSpec? EndpointConfig);

/// <summary>Addresses asked for.</summary>
internal sealed record AddressSpec
{
    [JsonPropertyName("IPv4Address")]
    public string? Ipv4Address { get; init; }

    [JsonPropertyName("IPv6Address")]
    public string? Ipv6Address { get; init; }

    [JsonPropertyName("LinkLocalIPs")]
    public IReadOnlyList<string>? LinkLocalIps { get; init; }
}
