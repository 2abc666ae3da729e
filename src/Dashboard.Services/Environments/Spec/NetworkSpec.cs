using System.Text.Json.Serialization;

namespace Dashboard.Services.Environments.Spec;

/// <summary>The body of <c>POST /networks/create</c>.</summary>
internal sealed record NetworkSpec
{
    public required string Name { get; init; }

    public bool CheckDuplicate { get; init; }

    public required string Driver { get; init; }

    public string? Scope { get; init; }

    [JsonPropertyName("EnableIPv4")]
    public bool? EnableIpv4 { get; init; }

    [JsonPropertyName("EnableIPv6")]
    public bool? EnableIpv6 { get; init; }

    [JsonPropertyName("IPAM")]
    public required IpamSpec Ipam { get; init; }

    public bool Internal { get; init; }

    public bool Attachable { get; init; }

    public bool Ingress { get; init; }

    public bool ConfigOnly { get; init; }

    public ConfigReference? ConfigFrom { get; init; }

    public required IReadOnlyDictionary<string, string> Options { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }
}

/// <summary>A network whose configuration is taken.</summary>
internal sealed record ConfigReference(string Network);

/// <summary>Who hands out addresses, and from where.</summary>
internal sealed record IpamSpec(string Driver, IReadOnlyDictionary<string, string> Options, IReadOnlyList<PoolSpec> Config);

/// <summary>A subnet.</summary>
internal sealed record PoolSpec(string Subnet)
{
    [JsonPropertyName("IPRange")]
    public string? IpRange { get; init; }

    public string? Gateway { get; init; }

    public IReadOnlyDictionary<string, string>? AuxiliaryAddresses { get; init; }
}

/// <summary>The engine's answer to a network's create.</summary>
internal sealed record CreatedNetwork(string Id, string? Warning);
