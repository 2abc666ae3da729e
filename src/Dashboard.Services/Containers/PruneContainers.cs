using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>
/// <c>docker container prune</c>: removes all stopped containers that the actor may remove. Only somebody who may remove everything on the
/// engine has the engine do it; for others each is removed by itself.
/// </summary>
[Verb("container prune", "Remove all stopped containers")]
public sealed record PruneContainers : DockerCommand
{
    private static readonly string[] _stopped = ["created", "exited", "dead"];

    /// <summary>Only those that fit: "until=TIME", "label=KEY[=VALUE]", "label!=KEY[=VALUE]".</summary>
    [Option("--filter", Help = "Provide filter values (e.g. \"until=<timestamp>\")")]
    public EquatableList<FilterOption> Filter { get; init; } = [];

    /// <summary>Do it; without, the CLI asks, and nobody can answer here.</summary>
    [Option("--force", "-f", Help = "Do not prompt for confirmation")]
    public bool Force { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Remove, CommandTarget.Visible)];

    // As the CLI does where its input is at its end: the question, no answer, nothing done.
    internal override CommandResult? Complaint => Force ? null
        : PruneOutcome.NotConfirmed("This will remove all stopped containers.");

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (removed, reclaimed) = context.Actor.MayOnAllOf(Right.Remove, context.Environment.Name) && !await IsAnyProtectedAsync(context, cancellationToken)
            ? await PruneAsync(context, cancellationToken)
            : await RemoveEachAsync(context, cancellationToken);
        return PruneOutcome.Of("Deleted Containers:", removed, reclaimed);
    }

    private async Task<(IReadOnlyList<string> Removed, ulong Reclaimed)> PruneAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var answer = await context.Connection.Client.Containers.PruneContainersAsync(
            new ContainersPruneParameters { Filters = Filter.Count > 0 ? FilterOption.ForEngine(Filter) : null }, cancellationToken);
        return ([.. answer.ContainersDeleted ?? []], answer.SpaceReclaimed);
    }

    // The engine's own prune knows nothing of protection.
    private static async Task<bool> IsAnyProtectedAsync(CommandContext context, CancellationToken cancellationToken) =>
        (await VisibleContainers.ListAsync(context, Right.Remove, Stopped(withSize: false), cancellationToken)).Any(c => IsProtected(context, c));

    private static bool IsProtected(CommandContext context, ContainerListResponse container) =>
        context.Protections.ReasonFor(context.Environment, container.ID, "", (container.Labels ?? new Dictionary<string, string>()).AsReadOnly()) is not null;

    private static ContainersListParameters Stopped(bool withSize) => new()
    {
        All = true,
        Size = withSize,
        Filters = FilterOption.ForEngine(_stopped.Select(s => new FilterOption("status", s))),
    };

    private async Task<(IReadOnlyList<string> Removed, ulong Reclaimed)> RemoveEachAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var matches = PruneFilter.Of(Filter, TimeProvider.System.GetUtcNow());
        List<string> removed = [];
        var reclaimed = 0UL;
        foreach (var container in (await VisibleContainers.ListAsync(context, Right.Remove, Stopped(withSize: true), cancellationToken)).Where(matches).Where(c => !IsProtected(context, c)))
        {
            if (await TryRemoveAsync(context, container.ID, cancellationToken))
            {
                removed.Add(container.ID);
                reclaimed += (ulong)(container.SizeRw ?? 0);
            }
        }

        return (removed, reclaimed);
    }

    // False: started or removed by somebody since the list; the engine's own prune passes over such too.
    private static async Task<bool> TryRemoveAsync(CommandContext context, string id, CancellationToken cancellationToken)
    {
        try
        {
            await context.Connection.Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters(), cancellationToken);
            return true;
        }
        catch (DockerApiException e) when (EngineErrors.Translate(e) is { Kind: EngineErrorKind.NotFound or EngineErrorKind.Conflict })
        {
            return false;
        }
    }
}
