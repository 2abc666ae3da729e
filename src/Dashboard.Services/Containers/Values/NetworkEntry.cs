using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers.Values;

/// <summary>A network to join: its name, or <c>name=…,alias=…,ip=…,ip6=…,mac-address=…,link-local-ip=…,driver-opt=k=v,gw-priority=n</c>.</summary>
public sealed partial record NetworkEntry
{
    /// <summary>Name or id of the network, or "bridge", "host", "none", "container:NAME".</summary>
    public required string Target { get; init; }

    /// <summary>Names by which others in it find the container.</summary>
    public EquatableList<string> Aliases { get; init; } = [];

    /// <summary>IPv4 address asked for, or null.</summary>
    public string? Ipv4 { get; init; }

    /// <summary>IPv6 address asked for, or null.</summary>
    public string? Ipv6 { get; init; }

    /// <summary>MAC address asked for, or null.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Link-local addresses.</summary>
    public EquatableList<string> LinkLocalAddresses { get; init; } = [];

    /// <summary>Options for the network's driver, key=value.</summary>
    public EquatableList<string> DriverOptions { get; init; } = [];

    /// <summary>The network of the highest priority gives the default gateway; null is 0.</summary>
    public int? GatewayPriority { get; init; }

    /// <summary>Reads a network.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static NetworkEntry Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        if (!LongForm().IsMatch(s))
        {
            return new NetworkEntry { Target = s };
        }

        var entry = new NetworkEntry { Target = "" };
        foreach (var field in CsvFields.Split(s))
        {
            if (field.Split('=', 2) is not [{ Length: > 0 } key, var value])
            {
                throw new FormatException($"invalid field {field}");
            }

            entry = entry.With(key.Trim(), value.Trim());
        }

        return entry.Target.Length == 0 ? throw new FormatException("network name/id is not specified") : entry;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        List<string> fields =
        [
            .. Aliases.Select(a => $"alias={a}"),
            .. Field("ip", Ipv4), .. Field("ip6", Ipv6), .. Field("mac-address", MacAddress),
            .. LinkLocalAddresses.Select(a => $"link-local-ip={a}"),
            .. DriverOptions.Select(o => $"driver-opt={o}"),
            .. Field("gw-priority", GatewayPriority?.ToString(CultureInfo.InvariantCulture)),
        ];
        return fields.Count == 0 ? Target : string.Join(',', fields.Prepend($"name={Target}").Select(CsvFields.Quote));
    }

    private static IEnumerable<string> Field(string key, string? value) => value is null ? [] : [$"{key}={value}"];

    private NetworkEntry With(string key, string value) => key switch
    {
        "name" => this with { Target = value },
        "alias" => this with { Aliases = [.. Aliases, value] },
        "ip" => this with { Ipv4 = value },
        "ip6" => this with { Ipv6 = value },
        "mac-address" => this with { MacAddress = value },
        "link-local-ip" => this with { LinkLocalAddresses = [.. LinkLocalAddresses, value] },
        "driver-opt" => this with { DriverOptions = [.. DriverOptions, DriverOption(value)] },
        "gw-priority" => this with
        {
            GatewayPriority = int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var priority)
                ? priority
                : throw new FormatException($"invalid gw-priority ({value}): invalid syntax"),
        },
        _ => throw new FormatException($"invalid field key {key}"),
    };

    private static string DriverOption(string pair) => pair.Split('=', 2) is [{ Length: > 0 } key, var value]
        ? $"{key.Trim()}={value.Trim()}"
        : throw new FormatException("invalid key value pair format in driver options");

    [GeneratedRegex(@"\w+=\w+(,\w+=\w+)*")]
    private static partial Regex LongForm();
}
