using System.Net;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Networks;

/// <summary>From separate lists of subnets, ranges and gateways to pools, as the docker CLI puts them together, with its words for what does not fit.</summary>
internal static class AddressPools
{
    /// <summary>The pools, or what is wrong.</summary>
    public static (IReadOnlyList<PoolSpec> Pools, string? Error) Of(
        IReadOnlyList<string> subnets, IReadOnlyList<string> ranges, IReadOnlyList<string> gateways, IReadOnlyDictionary<string, string> others)
    {
        try
        {
            return (Consolidate(subnets, ranges, gateways, others), null);
        }
        catch (FormatException e)
        {
            return ([], e.Message);
        }
    }

    private static List<PoolSpec> Consolidate(
        IReadOnlyList<string> subnets, IReadOnlyList<string> ranges, IReadOnlyList<string> gateways, IReadOnlyDictionary<string, string> others)
    {
        if (subnets.Count < ranges.Count || subnets.Count < gateways.Count)
        {
            throw new FormatException("every ip-range or gateway must have a corresponding subnet");
        }

        List<PoolSpec> pools = [];
        foreach (var subnet in subnets)
        {
            if (pools.Exists(p => Matches(subnet, p.Subnet) | Matches(p.Subnet, subnet)))
            {
                throw new FormatException("multiple overlapping subnet configuration is not supported");
            }

            pools.Add(new PoolSpec(subnet));
        }

        foreach (var range in ranges)
        {
            Assign(pools, range, $"range {range}", p => p.IpRange is { } other ? $"cannot configure multiple ranges ({range}, {other}) on the same subnet ({p.Subnet})" : null, p => p with { IpRange = range });
        }

        foreach (var gateway in gateways)
        {
            Assign(pools, gateway, $"gateway {gateway}", p => p.Gateway is { } other ? $"cannot configure multiple gateways ({gateway}, {other}) for the same subnet ({p.Subnet})" : null, p => p with { Gateway = gateway });
        }

        foreach (var (name, address) in others)
        {
            Assign(pools, address, $"aux-address {address}", _ => null, p => p with { AuxiliaryAddresses = new Dictionary<string, string>(p.AuxiliaryAddresses ?? new Dictionary<string, string>()) { [name] = address } });
        }

        return pools;
    }

    private static void Assign(List<PoolSpec> pools, string address, string what, Func<PoolSpec, string?> complaint, Func<PoolSpec, PoolSpec> with)
    {
        var at = pools.FindIndex(p => Matches(p.Subnet, address));
        if (at < 0)
        {
            throw new FormatException($"no matching subnet for {what}");
        }

        pools[at] = complaint(pools[at]) is { } words ? throw new FormatException(words) : with(pools[at]);
    }

    // Whether the subnet has the address, or the first of a range.
    private static bool Matches(string subnet, string data)
    {
        var network = Cidr(subnet) ?? throw new FormatException($"invalid subnet: invalid CIDR address: {subnet}");
        if (data.Contains('/', StringComparison.Ordinal))
        {
            var other = Cidr(data) ?? throw new FormatException($"invalid CIDR address: {data}");
            return network.Contains(other.Address);
        }

        return IPAddress.TryParse(data, out var address) && network.Contains(address);
    }

    private static (IPAddress Address, Func<IPAddress, bool> Contains)? Cidr(string text)
    {
        if (text.Split('/') is not [var head, var tail] || !IPAddress.TryParse(head, out var address) || !int.TryParse(tail, out var bits)
            || bits < 0 || bits > address.GetAddressBytes().Length * 8)
        {
            return null;
        }

        return (address, other => other.AddressFamily == address.AddressFamily && Prefix(other, bits).SequenceEqual(Prefix(address, bits)));
    }

    private static byte[] Prefix(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }

        return bytes;
    }
}
