using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Images;
using Dashboard.Services.Networks;
using Dashboard.Services.Volumes;
using Dashboard.Web.Shell;

namespace Dashboard.Web.Consoles;

/// <summary>The lists of the docker CLI as rows to click: the text stays the same, character by character.</summary>
internal static class OutputRows
{
    private const int MostRows = 2_000;

    /// <summary>The rows of a command's output; null where it is no list that is known, or too long to be clicked through.</summary>
    public static IReadOnlyList<OutputRow>? Of(DockerCommand command, string output, string environment)
    {
        var list = command switch
        {
            ListContainers { Format: null or "" or "table" } c => new Listing(c.Quiet, First, id => new OutputRow("", AppUrls.Container(environment, id))),
            ListNetworks { Format: null or "" or "table" } n => new Listing(n.Quiet, First, id => new OutputRow("", Put: $"docker network inspect {id}")),
            ListVolumes { Format: null or "" or "table" } v => new Listing(v.Quiet, Last, id => new OutputRow("", Put: $"docker volume inspect {id}")),
            ListImages { Format: null or "" or "table", Digests: false } i => new Listing(i.Quiet, Third, id => new OutputRow("", Put: $"docker inspect {id}")),
            _ => null,
        };
        if (list is null)
        {
            return null;
        }

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > MostRows ? null
            : [.. lines.Select((line, n) => (n == 0 && !list.IsQuiet) || !ResourceName.TryParse(list.Name(line), out var name) ? new OutputRow(line + "\n") : list.Link(name.Value) with { Text = line + "\n" })];
    }

    private static string First(string line) => line.Split(' ', 2)[0];

    private static string Third(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var id, ..] ? id : line.Trim();

    private static string Last(string line) => line.TrimEnd().Split(' ')[^1];

    private sealed record Listing(bool IsQuiet, Func<string, string> Name, Func<string, OutputRow> Link);
}
