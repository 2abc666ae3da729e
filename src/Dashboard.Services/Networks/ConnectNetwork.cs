using System.Globalization;
using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Networks;

/// <summary><c>docker network connect</c>.</summary>
[Verb("network connect", "Connect a container to a network")]
public sealed record ConnectNetwork : AttachToNetwork
{
    private static readonly string[] _hostDrivers = ["host", "macvlan", "ipvlan"];

    /// <summary>More names for the container in that network.</summary>
    [Option("--alias", Type = "strings", Help = "Add network-scoped alias for the container")]
    public EquatableList<string> Alias { get; init; } = [];

    /// <summary>key=value for the driver.</summary>
    [Option("--driver-opt", Type = "strings", Help = "driver options for the network")]
    public EquatableList<string> DriverOpt { get; init; } = [];

    /// <summary>The network with the highest gives the default gateway.</summary>
    [Option("--gw-priority", Since = "1.48", Help = "Highest gw-priority provides the default gateway. Accepts positive and negative values.")]
    public int GwPriority { get; init; }

    /// <summary>Which address.</summary>
    [Option("--ip", Help = "IPv4 address (e.g., \"172.30.100.104\")")]
    public string? Ip { get; init; }

    /// <summary>Which IPv6 address.</summary>
    [Option("--ip6", Help = "IPv6 address (e.g., \"2001:db8::33\")")]
    public string? Ip6 { get; init; }

    /// <summary>Addresses that are good on the link only.</summary>
    [Option("--link-local-ip", Type = "strings", Help = "Add a link-local address for the container")]
    public EquatableList<string> LinkLocalIp { get; init; } = [];

    internal override async Task<string> ActAsync(CommandContext context, ResolvedObject network, string container, CancellationToken cancellationToken)
    {
        List<string> reaches = [];
        if (DriverOpt.Count > 0)
        {
            reaches.Add("network driver options");
        }

        using (var document = JsonDocument.Parse(network.Json))
        {
            if (document.RootElement.GetProperty("Driver").GetString() is { } driver && _hostDrivers.Contains(driver))
            {
                reaches.Add($"the network {Network}, which is the host's own");
            }
        }

        var manages = context.Actor.MayOnAllOf(Right.Manage, context.Environment.Name);
        if (reaches.Count > 0 && !manages)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{context.Actor.UserName} may not do this: {string.Join("; ", reaches)}."));
        }

        var endpoint = new EndpointSpec
        {
            IpamConfig = Ip is null && Ip6 is null && LinkLocalIp.Count == 0 ? null
                : new AddressSpec { Ipv4Address = Ip, Ipv6Address = Ip6, LinkLocalIps = LinkLocalIp.Count == 0 ? null : [.. LinkLocalIp] },
            Aliases = Alias.Count == 0 ? null : [.. Alias.SelectMany(a => a.Split(','))],
            DriverOpts = DriverOpt.Count == 0 ? null : MapOption.ToMap(DriverOpt.SelectMany(o => o.Split(','))),
            GwPriority = GwPriority == 0 ? null : GwPriority,
        };
        using var body = EngineHttp.Json(new ConnectSpec(container, endpoint), SpecJson.Default.ConnectSpec);
        (await context.Connection.Http.SendAsync(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/networks/{network.Id}/connect"), body, cancellationToken)).Dispose();
        return reaches.Count > 0 ? $"policy bypassed: {string.Join("; ", reaches)}" : "";
    }
}
