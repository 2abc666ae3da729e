using System.Globalization;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>The PORTS column of <c>docker ps</c>: neighbouring ports that are published under their own number as one range (formatter.DisplayablePorts).</summary>
internal static class PortColumn
{
    public static string Of(IEnumerable<PortSummary> ports)
    {
        List<string> shown = [];
        List<string> mapped = [];
        List<(string Key, int First, int Last)> groups = [];
        var sorted = ports.OrderBy(p => p.PrivatePort).ThenBy(p => p.IP ?? "", StringComparer.Ordinal).ThenBy(p => p.PublicPort ?? 0).ThenBy(p => p.Type, StringComparer.Ordinal);
        foreach (var port in sorted)
        {
            if (!string.IsNullOrEmpty(port.IP) && port.PublicPort != port.PrivatePort)
            {
                mapped.Add(string.Create(CultureInfo.InvariantCulture, $"{Host(port.IP)}:{port.PublicPort ?? 0}->{port.PrivatePort}/{port.Type}"));
                continue;
            }

            var key = string.IsNullOrEmpty(port.IP) ? port.Type : $"{port.IP}/{port.Type}";
            var at = groups.FindIndex(g => g.Key == key);
            if (at < 0)
            {
                groups.Add((key, port.PrivatePort, port.PrivatePort));
            }
            else if (port.PrivatePort == groups[at].Last + 1)
            {
                groups[at] = (key, groups[at].First, port.PrivatePort);
            }
            else
            {
                shown.Add(Range(groups[at]));
                groups[at] = (key, port.PrivatePort, port.PrivatePort);
            }
        }

        return string.Join(", ", shown.Concat(groups.Select(Range)).Concat(mapped));
    }

    private static string Range((string Key, int First, int Last) group)
    {
        var numbers = group.First == group.Last
            ? group.First.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{group.First}-{group.Last}");
        return group.Key.Split('/') is [var address, var protocol] ? $"{Host(address)}:{numbers}->{numbers}/{protocol}" : $"{numbers}/{group.Key}";
    }

    private static string Host(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
}
