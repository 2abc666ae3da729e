using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Networks;

/// <summary>
/// <c>docker network create</c>: within the scope that its labels put it in. Other drivers, their options and chosen subnets reach for the
/// host's own interfaces and routes, and are for those who manage it.
/// </summary>
[Verb("network create", "Create a network")]
public sealed record CreateNetwork : DockerCommand
{
    /// <summary>Its name.</summary>
    [Argument(0, "NETWORK")]
    public string Name { get; init; } = "";

    /// <summary>Single containers may join a swarm's network.</summary>
    [Option("--attachable", Help = "Enable manual container attachment")]
    public bool Attachable { get; init; }

    /// <summary>name=address of what is in the subnet besides.</summary>
    [Option("--aux-address", Type = "map", Help = "Auxiliary IPv4 or IPv6 addresses used by Network driver")]
    public EquatableList<string> AuxAddress { get; init; } = [];

    /// <summary>The network whose configuration is taken.</summary>
    [Option("--config-from", Help = "The network from which to copy the configuration")]
    public string? ConfigFrom { get; init; }

    /// <summary>No network, only a configuration for others.</summary>
    [Option("--config-only", Help = "Create a configuration only network")]
    public bool ConfigOnly { get; init; }

    /// <summary>Which driver makes it.</summary>
    [Option("--driver", "-d", Help = "Driver to manage the Network")]
    public string Driver { get; init; } = "bridge";

    /// <summary>Gateways, by subnet.</summary>
    [Option("--gateway", Type = "strings", Help = "IPv4 or IPv6 Gateway for the master subnet")]
    public EquatableList<string> Gateway { get; init; } = [];

    /// <summary>A swarm's entrance.</summary>
    [Option("--ingress", Help = "Create swarm routing-mesh network")]
    public bool Ingress { get; init; }

    /// <summary>No way out of it.</summary>
    [Option("--internal", Help = "Restrict external access to the network")]
    public bool Internal { get; init; }

    /// <summary>Parts of the subnets that containers get addresses from.</summary>
    [Option("--ip-range", Type = "strings", Help = "Allocate container ip from a sub-range")]
    public EquatableList<string> IpRange { get; init; } = [];

    /// <summary>What hands out addresses.</summary>
    [Option("--ipam-driver", Help = "IP Address Management Driver")]
    public string IpamDriver { get; init; } = "default";

    /// <summary>key=value for that.</summary>
    [Option("--ipam-opt", Type = "map", Help = "Set IPAM driver specific options")]
    public EquatableList<string> IpamOpt { get; init; } = [];

    /// <summary>Whether it has IPv4 addresses; null is the engine's choice, which is yes.</summary>
    [Option("--ipv4", Since = "1.48", Help = "Enable or disable IPv4 address assignment")]
    public bool? Ipv4 { get; init; }

    /// <summary>Whether it has IPv6 addresses; null is the engine's choice.</summary>
    [Option("--ipv6", Help = "Enable or disable IPv6 address assignment")]
    public bool? Ipv6 { get; init; }

    /// <summary>Labels.</summary>
    [Option("--label", Help = "Set metadata on a network")]
    public EquatableList<LabelEntry> Label { get; init; } = [];

    /// <summary>key=value for the driver.</summary>
    [Option("--opt", "-o", Type = "map", Help = "Set driver specific options")]
    public EquatableList<string> Opt { get; init; } = [];

    /// <summary>"local" or "swarm".</summary>
    [Option("--scope", Help = "Control the network's scope")]
    public string? Scope { get; init; }

    /// <summary>Subnets in CIDR notation.</summary>
    [Option("--subnet", Type = "strings", Help = "Subnet in CIDR format that represents a network segment")]
    public EquatableList<string> Subnet { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Create, CommandTarget.Visible)];

    internal override CommandResult? Complaint => Ipam().Error is { } error ? CommandResult.Wrong(error) : null;

    private IEnumerable<string> Reaches =>
        from reach in new (bool Is, string What)[]
        {
            (Driver != "bridge", $"the network driver {Driver}"),
            (Opt.Count > 0, $"network driver options ({string.Join(", ", Opt.Select(o => o.Split('=')[0]))})"),
            (Subnet.Count > 0 || AuxAddress.Count > 0, "a subnet of one's own choice"),
            (IpamDriver != "default" || IpamOpt.Count > 0, "another way to hand out addresses"),
            (ConfigFrom is not null || ConfigOnly || Ingress || !string.IsNullOrEmpty(Scope), "a network of the swarm"),
        }
        where reach.Is
        select reach.What;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var labels = LabelEntry.ToMap(Label);
        var verdict = context.JudgeNew("a network", labels, [.. Reaches]);
        var spec = new NetworkSpec
        {
            Name = Name,
            CheckDuplicate = true,
            Driver = Driver,
            Scope = Scope,
            EnableIpv4 = Ipv4,
            EnableIpv6 = Ipv6,
            Internal = Internal,
            Attachable = Attachable,
            Ingress = Ingress,
            ConfigOnly = ConfigOnly,
            ConfigFrom = ConfigFrom is null ? null : new ConfigReference(ConfigFrom),
            Ipam = new IpamSpec(IpamDriver, MapOption.ToMap(IpamOpt), Ipam().Pools),
            Options = MapOption.ToMap(Opt),
            Labels = labels,
        };
        var created = await context.Connection.Http.PostAsync(
            "/networks/create", spec, SpecJson.Default.NetworkSpec, SpecJson.Default.CreatedNetwork, cancellationToken);
        return new CommandResult(0, created.Id + "\n", string.IsNullOrEmpty(created.Warning) ? "" : $"WARNING: {created.Warning}\n") { Note = verdict.Note };
    }

    private (IReadOnlyList<PoolSpec> Pools, string? Error) Ipam() => AddressPools.Of(Split(Subnet), Split(IpRange), Split(Gateway), MapOption.ToMap(AuxAddress));

    // The CLI's own sort of list: also with commas.
    private static List<string> Split(IEnumerable<string> given) => [.. given.SelectMany(g => g.Split(','))];
}
