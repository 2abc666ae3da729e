namespace Dashboard.Services.Containers.Values;

/// <summary>A line for the container's hosts file: <c>name:address</c> or <c>name=address</c>; the address may be "host-gateway".</summary>
/// <param name="Name">Host name.</param>
/// <param name="Address">IP address or "host-gateway".</param>
public readonly record struct HostMapping(string Name, string Address)
{
    /// <summary>Reads a mapping.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static HostMapping Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        var separator = s.Contains('=', StringComparison.Ordinal) ? '=' : ':';
        if (s.Split(separator, 2) is not [{ Length: > 0 } name, var address])
        {
            throw new FormatException($"bad format for add-host: \"{s}\"");
        }

        var bare = address is ['[', .., ']'] ? address[1..^1] : address;
        return address == "host-gateway" || IpEntry.IsAddress(bare)
            ? new HostMapping(name, bare)
            : throw new FormatException($"invalid IP address in add-host: \"{address}\"");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}:{Address}";
}
