using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Engine;

/// <summary>The tables of <c>docker system df --verbose</c>.</summary>
internal static class DiskUsageDetails
{
    private const int ShortId = 12;

    /// <summary>All four, below each other.</summary>
    /// <param name="usage">What the engine tells.</param>
    /// <param name="format">A template is refused: the CLI's own has the four lists as fields, which nobody writes down.</param>
    /// <param name="now">What ages are counted to.</param>
    public static CommandResult Write(DiskUsage usage, string? format, DateTimeOffset now)
    {
        if (format is not (null or "" or "table"))
        {
            return CommandResult.Wrong("docker system df --verbose has no --format here");
        }

        var text = new StringBuilder();
        text.Append("Images space usage:\n\n").Append(Table(
            ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE", "SHARED SIZE", "UNIQUE SIZE", "CONTAINERS"], usage.List("Images").Select(i => Image(i, now))));
        text.Append("\nContainers space usage:\n\n").Append(Table(
            ["CONTAINER ID", "IMAGE", "COMMAND", "LOCAL VOLUMES", "SIZE", "CREATED", "STATUS", "NAMES"], usage.List("Containers").Select(c => Container(c, now))));
        text.Append("\nLocal Volumes space usage:\n\n").Append(Table(
            ["VOLUME NAME", "LINKS", "SIZE"], usage.Volumes.Select(v => (string[])[v.Name, Count(v.Links), v.Bytes < 0 ? "N/A" : HumanSize.InThousands(v.Bytes)])));
        text.Append(CultureInfo.InvariantCulture, $"\nBuild cache usage: {HumanSize.InThousands(ShowDiskUsage.BuilderSize(usage))}\n\n").Append(Table(
            ["CACHE ID", "CACHE TYPE", "SIZE", "CREATED", "LAST USED", "USAGE", "SHARED"], usage.List("BuildCache").Select(b => Build(b, now))));
        return new CommandResult(0, text.ToString(), "");
    }

    private static string[] Image(JsonElement image, DateTimeOffset now)
    {
        var shared = DiskUsage.Number(image, "SharedSize");
        var size = DiskUsage.Number(image, "Size");
        string[] rest =
        [
            Short(DiskUsage.Text(image, "Id")), Ago(now - DateTimeOffset.FromUnixTimeSeconds(DiskUsage.Number(image, "Created"))), HumanSize.InThousands(size, 3),
            shared < 0 ? "N/A" : HumanSize.InThousands(shared), shared < 0 ? "N/A" : HumanSize.InThousands(size - shared), Count(DiskUsage.Number(image, "Containers")),
        ];
        // Only the first, as the CLI does.
        var tag = Names(image, "RepoTags").FirstOrDefault("<none>:<none>");
        return [tag[..tag.LastIndexOf(':')], tag[(tag.LastIndexOf(':') + 1)..], .. rest];
    }

    private static string[] Container(JsonElement container, DateTimeOffset now)
    {
        var mounts = container.TryGetProperty("Mounts", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Count(m => DiskUsage.Text(m, "Driver") == "local") : 0;
        var image = DiskUsage.Text(container, "Image");
        return
        [
            Short(DiskUsage.Text(container, "Id")), image.StartsWith("sha256:", StringComparison.Ordinal) ? Short(image) : image, GoQuote.Quote(Ellipsis.Cut(DiskUsage.Text(container, "Command"), 20)), Count(mounts),
            HumanSize.InThousands(Math.Max(0, DiskUsage.Number(container, "SizeRw")), 3), Ago(now - DateTimeOffset.FromUnixTimeSeconds(DiskUsage.Number(container, "Created"))),
            DiskUsage.Text(container, "Status"), Names(container, "Names").Select(n => n.TrimStart('/')).FirstOrDefault(n => !n.Contains('/', StringComparison.Ordinal)) ?? "",
        ];
    }

    private static string[] Build(JsonElement build, DateTimeOffset now) =>
    [
        Short(DiskUsage.Text(build, "ID")), DiskUsage.Text(build, "Type"), HumanSize.InThousands(DiskUsage.Number(build, "Size"), 3), Since(DiskUsage.Text(build, "CreatedAt"), now),
        Since(DiskUsage.Text(build, "LastUsedAt"), now), Count(DiskUsage.Number(build, "UsageCount")), build.TryGetProperty("Shared", out var shared) && shared.ValueKind == JsonValueKind.True ? "true" : "false",
    ];

    private static string Table(IReadOnlyList<string> titles, IEnumerable<string[]> rows) =>
        TabTable.Align(string.Concat(rows.Prepend([.. titles]).Select(r => string.Join('\t', r) + "\n")));

    private static IEnumerable<string> Names(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(i => i.GetString() ?? "") : [];

    private static string Since(string text, DateTimeOffset now) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Ago(now - moment) : "";

    private static string Ago(TimeSpan span) => $"{HumanDuration.Of(span)} ago";

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Short(string id)
    {
        var digits = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return digits.Length > ShortId ? digits[..ShortId] : digits;
    }
}
