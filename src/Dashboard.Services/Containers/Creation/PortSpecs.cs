using System.Globalization;
using System.Net.Sockets;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Reads <c>--publish</c> and <c>--expose</c> with the docker CLI's rules and words (go-connections' nat package).</summary>
internal sealed class PortSpecs
{
    // Every port of two protocols, by ranges: each is a line of the request.
    private const int Most = 131_072;

    private readonly SortedDictionary<string, Nothing> _exposed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IReadOnlyList<PortBindingSpec>?> _bindings = new(StringComparer.Ordinal);

    private int _count;

    /// <summary>Ports to declare; null when there are none.</summary>
    public IReadOnlyDictionary<string, Nothing>? Exposed => _exposed.Count == 0 ? null : _exposed;

    /// <summary>Ports to publish.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PortBindingSpec>?> Bindings => _bindings;

    /// <summary>Reads both options.</summary>
    /// <exception cref="CommandLineException">A spec is wrong; the message names it.</exception>
    public static PortSpecs Read(IEnumerable<string> publish, IEnumerable<string> expose)
    {
        var ports = new PortSpecs();
        foreach (var spec in publish)
        {
            ports.Publish(spec.Contains('=', StringComparison.Ordinal) ? Short(spec) : spec);
        }

        foreach (var spec in expose)
        {
            ports.Expose(spec);
        }

        return ports;
    }

    private static string Short(string longForm)
    {
        var fields = new Dictionary<string, string> { ["protocol"] = "tcp", ["published"] = "", ["target"] = "" };
        foreach (var field in longForm.Split(','))
        {
            if (field.Split('=', 2) is not [var key, var value])
            {
                throw new CommandLineException($"invalid publish opts format (should be name=value but got '{field}')");
            }

            fields[key] = value;
        }

        return $"{fields["published"]}:{fields["target"]}/{fields["protocol"]}";
    }

    private void Publish(string spec)
    {
        var (address, host, container, protocol) = Split(spec);
        if (container.Length == 0)
        {
            throw new CommandLineException($"no port specified: {spec}<empty>");
        }

        var inside = Range(container) ?? throw new CommandLineException($"invalid containerPort: {container}");
        if (protocol is not ("tcp" or "udp" or "sctp"))
        {
            throw new CommandLineException($"invalid proto: {protocol}");
        }

        if (address.Length > 0 && !IsAddress(address))
        {
            throw new CommandLineException($"invalid IP address: {address}");
        }

        var outside = host.Length == 0 ? default((int First, int Last)?) : Range(host) ?? throw new CommandLineException($"invalid hostPort: {host}");
        if (outside is { } range && range.Last - range.First != inside.Last - inside.First && inside.First != inside.Last)
        {
            throw new CommandLineException($"invalid ranges specified for container and host Ports: {container} and {host}");
        }

        Count(inside);
        for (var i = 0; i <= inside.Last - inside.First; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{inside.First + i}/{protocol}");
            var binding = new PortBindingSpec(address.Trim('[', ']'), HostPort(outside, i, inside.First == inside.Last));
            _exposed[key] = default;
            _bindings[key] = [.. _bindings.GetValueOrDefault(key) ?? [], binding];
        }
    }

    private void Count((int First, int Last) range)
    {
        _count += range.Last - range.First + 1;
        if (_count > Most)
        {
            throw new CommandLineException($"more than {Most} ports are published or exposed");
        }
    }

    private void Expose(string spec)
    {
        if (spec.Contains(':', StringComparison.Ordinal))
        {
            throw new CommandLineException($"invalid port format for --expose: {spec}");
        }

        var (port, protocol) = WithProtocol(spec);
        var range = Range(port) ?? throw new CommandLineException(
            $"invalid range format for --expose: {spec}, error: {(port.Length == 0 ? "empty string specified for ports" : $"strconv.ParseUint: parsing \"{port}\": invalid syntax")}");
        Count(range);
        for (var number = range.First; number <= range.Last; number++)
        {
            _exposed.TryAdd(string.Create(CultureInfo.InvariantCulture, $"{number}/{protocol}"), default);
        }
    }

    // A single port inside and a range outside: any free port of the range.
    private static string HostPort((int First, int Last)? outside, int offset, bool single) => outside switch
    {
        null => "",
        var (first, last) when single && first != last => string.Create(CultureInfo.InvariantCulture, $"{first}-{last}"),
        var (first, _) => (first + offset).ToString(CultureInfo.InvariantCulture),
    };

    private static (string Address, string Host, string Container, string Protocol) Split(string spec)
    {
        var parts = spec.Split(':');
        var (container, protocol) = WithProtocol(parts[^1]);
        return parts.Length switch
        {
            1 => ("", "", container, protocol),
            2 => ("", parts[0], container, protocol),
            _ => (string.Join(':', parts[..^2]), parts[^2], container, protocol),
        };
    }

    private static (string Port, string Protocol) WithProtocol(string text) =>
        text.Split('/', 2) is [var port, { Length: > 0 } protocol] ? (port, protocol.ToLowerInvariant()) : (text.TrimEnd('/'), "tcp");

    private static (int First, int Last)? Range(string text)
    {
        var parts = text.Split('-', 2);
        return Port(parts[0]) is { } first && Port(parts[^1]) is { } last && last >= first ? (first, last) : null;
    }

    private static int? Port(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    private static bool IsAddress(string text) => text is ['[', .., ']']
        ? IpEntry.IsAddress(text[1..^1]) && System.Net.IPAddress.Parse(text[1..^1]).AddressFamily == AddressFamily.InterNetworkV6
        : IpEntry.IsAddress(text);
}
