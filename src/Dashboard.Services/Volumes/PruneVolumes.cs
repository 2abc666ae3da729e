using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Engine;
using Dashboard.Services.Formatting;
using Docker.DotNet;

namespace Dashboard.Services.Volumes;

/// <summary>
/// <c>docker volume prune</c>: removes volumes that no container uses and that the actor may remove. Only somebody who may remove everything
/// on the engine has the engine do it; for others each is removed by itself.
/// </summary>
[Verb("volume prune", "Remove unused local volumes")]
public sealed record PruneVolumes : DockerCommand
{
    private const string AnonymousLabel = "com.docker.volume.anonymous";

    /// <summary>Named ones too, and not only those that a container made for itself.</summary>
    [Option("--all", "-a", Since = "1.42", Help = "Remove all unused volumes, not just anonymous ones")]
    public bool All { get; init; }

    /// <summary>Only those that fit: "label=KEY[=VALUE]", "label!=KEY[=VALUE]".</summary>
    [Option("--filter", Type = "filter", Help = "Provide filter values (e.g. \"label=<label>\")")]
    public EquatableList<FilterOption> Filter { get; init; } = [];

    /// <summary>Do it; without, the CLI asks, and nobody can answer here.</summary>
    [Option("--force", "-f", Help = "Do not prompt for confirmation")]
    public bool Force { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Remove, CommandTarget.Visible)];

    // What an engine before API 1.42 does without being asked to.
    private static bool TakesAll(CommandContext context) => context.Connection.ApiVersion < new Version(1, 42);

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (!Force)
        {
            return PruneOutcome.NotConfirmed($"This will remove {(All || TakesAll(context) ? "all" : "anonymous")} local volumes not used by at least one container.");
        }

        var (removed, reclaimed) = context.Actor.MayOnAllOf(Right.Remove, context.Environment.Name)
            ? await PruneAsync(context, cancellationToken)
            : await RemoveEachAsync(context, cancellationToken);
        return PruneOutcome.Of("Deleted Volumes:", removed, reclaimed);
    }

    private async Task<(IReadOnlyList<string> Removed, double Reclaimed)> PruneAsync(CommandContext context, CancellationToken cancellationToken)
    {
        IEnumerable<FilterOption> filters = All && !TakesAll(context) ? Filter.Append(new FilterOption("all", "1")) : Filter;
        var answer = await context.Connection.Client.Volumes.PruneAsync(
            new Docker.DotNet.Models.VolumesPruneParameters { Filters = filters.Any() ? FilterOption.ForEngine(filters) : null }, cancellationToken);
        return ([.. answer.VolumesDeleted ?? []], answer.SpaceReclaimed);
    }

    private async Task<(IReadOnlyList<string> Removed, double Reclaimed)> RemoveEachAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (Filter.FirstOrDefault(f => f.Name is not ("label" or "label!")) is { Name.Length: > 0 } unknown)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, $"Invalid filter '{unknown.Name}'"));
        }

        List<string> removed = [];
        var reclaimed = 0L;
        using var usage = await DiskUsage.ReadAsync(context.Connection, cancellationToken);
        foreach (var volume in usage.Volumes.Where(v => v.Links == 0 && v.Driver == "local"))
        {
            var fits = (All || TakesAll(context) || volume.Labels.ContainsKey(AnonymousLabel))
                && Filter.All(f => LabelMatch.Fits(volume.Labels, f.Value) == (f.Name == "label"));
            if (fits && context.May(Right.Remove, volume.Labels.ToDictionary()) && await TryRemoveAsync(context, volume.Name, cancellationToken))
            {
                removed.Add(volume.Name);
                reclaimed += Math.Max(0, volume.Bytes);
            }
        }

        return (removed, reclaimed);
    }

    // False: in use or removed by somebody since; the engine's own prune passes over such too.
    private static async Task<bool> TryRemoveAsync(CommandContext context, string name, CancellationToken cancellationToken)
    {
        try
        {
            await context.Connection.Client.Volumes.RemoveAsync(ResourceName.Of(name).Value, force: false, cancellationToken);
            return true;
        }
        catch (DockerApiException e) when (EngineErrors.Translate(e) is { Kind: EngineErrorKind.NotFound or EngineErrorKind.Conflict })
        {
            return false;
        }
    }
}
