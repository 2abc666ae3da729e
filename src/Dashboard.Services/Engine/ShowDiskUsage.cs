using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Engine;

/// <summary><c>docker system df</c>: what images, containers, volumes and the build cache take. It tells of everything, so it is for whoever sees all of the engine.</summary>
[Verb("system df", "Show docker disk usage")]
public sealed record ShowDiskUsage : DockerCommand
{
    private static readonly ListFormats _formats = new(
        @"table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}",
        "",
        "type: {{.Type}}\ntotal: {{.TotalCount}}\nactive: {{.Active}}\nsize: {{.Size}}\nreclaimable: {{.Reclaimable}}\n",
        "");

    private static readonly TableTitles _titles = new(
        ("Type", "TYPE"), ("TotalCount", "TOTAL"), ("Active", "ACTIVE"), ("Size", "SIZE"), ("Reclaimable", "RECLAIMABLE"));

    /// <summary>"table", "table TEMPLATE", "json", "raw" or a template; null is the usual table.</summary>
    [Option("--format", Help = "Format output using a custom template")]
    public string? Format { get; init; }

    /// <summary>Each of them by itself.</summary>
    [Option("--verbose", "-v", Help = "Show detailed information on space usage")]
    public bool Verbose { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Engine)];

    internal override bool IsRead => true;

    internal override TimeSpan Patience => TimeSpan.FromMinutes(10);

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var usage = await DiskUsage.ReadAsync(context.Connection, cancellationToken);
        return Verbose
            ? DiskUsageDetails.Write(usage, Format, TimeProvider.System.GetUtcNow())
            : ListOutput.Write(ListOutput.Format(Format, quiet: false, _formats), [Images(usage), Containers(usage), Volumes(usage), Builds(usage)], _titles);
    }

    private static GoRow Images(DiskUsage usage)
    {
        var images = usage.List("Images").ToList();
        var all = Math.Max(0, DiskUsage.Number(usage.Root, "LayersSize"));
        var used = images.Where(i => DiskUsage.Number(i, "Containers") != 0 && DiskUsage.Number(i, "Size") >= 0 && DiskUsage.Number(i, "SharedSize") >= 0)
            .Sum(i => DiskUsage.Number(i, "Size") - DiskUsage.Number(i, "SharedSize"));
        return Row("Images", "diskUsageImagesContext", images.Count, images.Count(i => DiskUsage.Number(i, "Containers") > 0), all, Share(all - used, all));
    }

    private static GoRow Containers(DiskUsage usage)
    {
        var containers = usage.List("Containers").ToList();
        var active = containers.Where(c => DiskUsage.Text(c, "State") is "running" or "paused" or "restarting").ToList();
        var all = containers.Sum(Written);
        return Row("Containers", "diskUsageContainersContext", containers.Count, active.Count, all, Share(all - active.Sum(Written), all));

        static long Written(JsonElement container) => Math.Max(0, DiskUsage.Number(container, "SizeRw"));
    }

    private static GoRow Volumes(DiskUsage usage)
    {
        var volumes = usage.Volumes.ToList();
        var known = volumes.Where(v => v.Bytes >= 0).ToList();
        var all = known.Sum(v => v.Bytes);
        return Row("Local Volumes", "diskUsageVolumesContext", volumes.Count, volumes.Count(v => v.Links > 0), all, Share(known.Where(v => v.Links == 0).Sum(v => v.Bytes), all));
    }

    private static GoRow Builds(DiskUsage usage)
    {
        var builds = usage.List("BuildCache").ToList();
        var size = BuilderSize(usage);
        var inUse = builds.Where(b => Is(b, "InUse") && !Is(b, "Shared")).Sum(b => DiskUsage.Number(b, "Size"));
        return Row("Build Cache", "diskUsageBuilderContext", builds.Count, builds.Count(b => Is(b, "InUse")), size, HumanSize.InThousands(size - inUse));
    }

    /// <summary>What the build cache takes that it shares with no image.</summary>
    internal static long BuilderSize(DiskUsage usage) => usage.List("BuildCache").Where(b => !Is(b, "Shared")).Sum(b => DiskUsage.Number(b, "Size"));

    private static bool Is(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string Share(long reclaimable, long all) =>
        HumanSize.InThousands(reclaimable) + (all > 0 ? $" ({reclaimable * 100 / all}%)" : "");

    private static GoRow Row(string type, string goType, int total, int active, long size, string reclaimable) => new($"*formatter.{goType}",
    [
        ("Active", () => $"{active}"),
        ("Reclaimable", () => reclaimable),
        ("Size", () => HumanSize.InThousands(size)),
        ("TotalCount", () => $"{total}"),
        ("Type", () => type),
    ]);
}
