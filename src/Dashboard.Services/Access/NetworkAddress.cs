using System.Net;
using System.Net.Sockets;

namespace Dashboard.Services.Access;

/// <summary>Whether an address is one that anybody on the internet could mean, or one of this house (IANA's special-purpose registries).</summary>
public static class NetworkAddress
{
    private static readonly IPNetwork[] _special =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "100::/64", "2001::/32", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        ]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork[] _host =
    [
        .. ((string[])["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "::/96", "fe80::/10", "fec0::/10", "ff00::/8"]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork _nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork _sixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether <paramref name="address"/> is loopback, link-local, private, multicast or reserved; an IPv4 address within an IPv6 one counts as itself.</summary>
    public static bool IsOfThisNetwork(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var meant = Embedded(address);
        return _special.Any(n => n.Contains(meant));
    }

    /// <summary>Whether <paramref name="address"/> leads no further than this host or its link: loopback, link-local, multicast, "any", reserved.</summary>
    public static bool IsOfThisHost(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var meant = Embedded(address);
        return _host.Any(n => n.Contains(meant));
    }

    /// <summary>Whether an address is in one of these networks.</summary>
    public static bool IsIn(IEnumerable<IPNetwork> networks, IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var meant = Embedded(address);
        return networks.Any(n => n.Contains(meant));
    }

    private static IPAddress Embedded(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        return _nat64.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4))
            : _sixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4))
            : address;
    }
}
