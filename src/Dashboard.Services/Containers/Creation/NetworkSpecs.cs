using System.Net.NetworkInformation;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Reads <c>--network</c> and the options that belong to the first network.</summary>
internal static class NetworkSpecs
{
    /// <summary>From here on the MAC address belongs to the network and not to the container.</summary>
    public static readonly Version MacAddressOfNetwork = new(1, 44);

    /// <summary>What the engine is told when no network is named.</summary>
    public const string Default = "default";

    /// <summary>The engine's <c>NetworkMode</c> and endpoints.</summary>
    /// <exception cref="CommandLineException">Worded as the docker CLI does.</exception>
    public static (string Mode, NetworkingSpec Networking) Read(NetworkOptions options, Version apiVersion)
    {
        if (options.MacAddress is { } mac && !IsMacAddress(mac))
        {
            throw new CommandLineException($"{mac} is not a valid mac address");
        }

        EquatableList<NetworkEntry> networks = options.Networks.Count > 0 ? options.Networks : [new NetworkEntry { Target = Default }];
        Dictionary<string, EndpointSpec?> endpoints = [];
        for (var i = 0; i < networks.Count; i++)
        {
            var network = i == 0 ? First(networks[0], options) : networks[i];
            var links = i == 0 ? options.Links.Select(l => l.Text).ToList() : [];
            var endpoint = Endpoint(network, links, apiVersion);
            if (!endpoints.TryAdd(network.Target, endpoint))
            {
                throw new CommandLineException($"network \"{network.Target}\" is specified multiple times");
            }
        }

        if (networks.Any(n => IsUserDefined(n.Target)) && !networks.All(n => IsUserDefined(n.Target)))
        {
            throw new CommandLineException("conflicting options: cannot attach both user-defined and non-user-defined network-modes");
        }

        // One network that nothing was said about: the engine makes its endpoint by itself.
        var plain = networks.Count == 1 && options.Networks.Count == 1 && endpoints.Values.Single() == new EndpointSpec();
        return (networks[0].Target, new NetworkingSpec(plain ? new Dictionary<string, EndpointSpec?>() : endpoints));
    }

    /// <summary>Whether <paramref name="network"/> is one that somebody made.</summary>
    public static bool IsUserDefined(string network) =>
        network is not (Default or "bridge" or "host" or "none" or "") && !network.StartsWith("container:", StringComparison.Ordinal);

    private static NetworkEntry First(NetworkEntry network, NetworkOptions options)
    {
        Clash(network.Aliases.Count > 0 && options.NetworkAliases.Count > 0, "--network-alias and per-network alias");
        Clash(network.Ipv4 is not null && options.Ipv4 is not null, "--ip and per-network IPv4 address");
        Clash(network.Ipv6 is not null && options.Ipv6 is not null, "--ip6 and per-network IPv6 address");
        Clash(network.MacAddress is not null && options.MacAddress is not null, "--mac-address and per-network MAC address");
        Clash(network.LinkLocalAddresses.Count > 0 && options.LinkLocalAddresses.Count > 0, "--link-local-ip and per-network link-local IP addresses");
        return network with
        {
            Aliases = [.. network.Aliases, .. options.NetworkAliases],
            Ipv4 = network.Ipv4 ?? options.Ipv4,
            Ipv6 = network.Ipv6 ?? options.Ipv6,
            LinkLocalAddresses = [.. network.LinkLocalAddresses, .. options.LinkLocalAddresses],
            MacAddress = network.MacAddress ?? options.MacAddress,
        };
    }

    private static EndpointSpec Endpoint(NetworkEntry network, List<string> links, Version apiVersion)
    {
        if (string.IsNullOrWhiteSpace(network.Target))
        {
            throw new CommandLineException("no name set for network");
        }

        if (!IsUserDefined(network.Target) && network.Aliases.Count > 0)
        {
            throw new CommandLineException("network-scoped aliases are only supported for user-defined networks");
        }

        if (network.MacAddress is { } mac && !IsMacAddress(mac))
        {
            throw new CommandLineException($"{mac} is not a valid mac address");
        }

        var addressed = network.Ipv4 is not null || network.Ipv6 is not null || network.LinkLocalAddresses.Count > 0;
        return new EndpointSpec
        {
            Aliases = network.Aliases.Count == 0 ? null : network.Aliases,
            Links = links.Count == 0 || !IsUserDefined(network.Target) ? null : links,
            DriverOpts = network.DriverOptions.Count == 0 ? null : network.DriverOptions.ToDictionary(o => o.Split('=', 2)[0], o => o.Split('=', 2)[1]),
            GwPriority = network.GatewayPriority,
            MacAddress = apiVersion >= MacAddressOfNetwork ? network.MacAddress : null,
            IpamConfig = !addressed ? null : new AddressSpec
            {
                Ipv4Address = network.Ipv4,
                Ipv6Address = network.Ipv6,
                LinkLocalIps = network.LinkLocalAddresses.Count == 0 ? null : network.LinkLocalAddresses,
            },
        };
    }

    private static bool IsMacAddress(string text) => text.Contains(':', StringComparison.Ordinal) && PhysicalAddress.TryParse(text, out _);

    private static void Clash(bool both, string options)
    {
        if (both)
        {
            throw new CommandLineException($"conflicting options: cannot specify both {options}");
        }
    }
}
