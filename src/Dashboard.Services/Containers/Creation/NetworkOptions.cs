using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>A container's networks, names and ports.</summary>
public sealed record NetworkOptions
{
    /// <summary>Lines for its hosts file.</summary>
    [Option("--add-host", Help = "Add a custom host-to-IP mapping (host:ip)")]
    public EquatableList<HostMapping> AddHost { get; init; } = [];

    /// <summary>DNS servers.</summary>
    [Option("--dns", Help = "Set custom DNS servers")]
    public EquatableList<IpEntry> Dns { get; init; } = [];

    /// <summary>Options of the resolver.</summary>
    [Option("--dns-option", Help = "Set DNS options")]
    public EquatableList<string> DnsOptions { get; init; } = [];

    /// <summary>Domains to search.</summary>
    [Option("--dns-search", Help = "Set custom DNS search domains")]
    public EquatableList<string> DnsSearch { get; init; } = [];

    /// <summary>NIS domain.</summary>
    [Option("--domainname", Help = "Container NIS domain name")]
    public string? DomainName { get; init; }

    /// <summary>Ports to declare without publishing them, "80", "80/udp" or "80-90".</summary>
    [Option("--expose", Help = "Expose a port or a range of ports")]
    public EquatableList<string> Expose { get; init; } = [];

    /// <summary>Host name inside; null is the id's beginning.</summary>
    [Option("--hostname", "-h", Help = "Container host name")]
    public string? HostName { get; init; }

    /// <summary>IPv4 address in the first network.</summary>
    [Option("--ip", Help = "IPv4 address (e.g., 172.30.100.104)")]
    public string? Ipv4 { get; init; }

    /// <summary>IPv6 address in the first network.</summary>
    [Option("--ip6", Help = "IPv6 address (e.g., 2001:db8::33)")]
    public string? Ipv6 { get; init; }

    /// <summary>Links to other containers.</summary>
    [Option("--link", Help = "Add link to another container")]
    public EquatableList<LinkEntry> Links { get; init; } = [];

    /// <summary>Link-local addresses.</summary>
    [Option("--link-local-ip", Help = "Container IPv4/IPv6 link-local addresses")]
    public EquatableList<string> LinkLocalAddresses { get; init; } = [];

    /// <summary>MAC address in the first network.</summary>
    [Option("--mac-address", Help = "Container MAC address (e.g., 92:d0:c6:0a:29:33)")]
    public string? MacAddress { get; init; }

    /// <summary>Networks to join; none is the default bridge.</summary>
    [Option("--network", Type = "network", Deprecated = ["--net"], Help = "Connect a container to a network")]
    public EquatableList<NetworkEntry> Networks { get; init; } = [];

    /// <summary>Names in the first network.</summary>
    [Option("--network-alias", Deprecated = ["--net-alias"], Help = "Add network-scoped alias for the container")]
    public EquatableList<string> NetworkAliases { get; init; } = [];

    /// <summary>Ports to publish, <c>[[address:]host:]container[/protocol]</c>.</summary>
    [Option("--publish", "-p", Help = "Publish a container's port(s) to the host")]
    public EquatableList<string> Publish { get; init; } = [];

    /// <summary>Publish every exposed port on a free one.</summary>
    [Option("--publish-all", "-P", Help = "Publish all exposed ports to random ports")]
    public bool PublishAll { get; init; }
}
