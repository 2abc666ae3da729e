using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Networks;

/// <summary>
/// <c>docker network prune</c>: removes networks that no container is in and that the actor may remove. Only somebody who may remove
/// everything on the engine has the engine do it; for others each is removed by itself.
/// </summary>
[Verb("network prune", "Remove all unused networks")]
public sealed record PruneNetworks : DockerCommand
{
    /// <summary>Only those that fit: "until=TIME", "label=KEY[=VALUE]", "label!=KEY[=VALUE]".</summary>
    [Option("--filter", Type = "filter", Help = "Provide filter values (e.g. \"until=<timestamp>\")")]
    public EquatableList<FilterOption> Filter { get; init; } = [];

    /// <summary>Do it; without, the CLI asks, and nobody can answer here.</summary>
    [Option("--force", "-f", Help = "Do not prompt for confirmation")]
    public bool Force { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Remove, CommandTarget.Visible)];

    internal override CommandResult? Complaint => Force ? null
        : PruneOutcome.NotConfirmed("This will remove all custom networks not used by at least one container.");

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var removed = context.Actor.MayOnAllOf(Right.Remove, context.Environment.Name)
            ? await PruneAsync(context, cancellationToken)
            : await RemoveEachAsync(context, cancellationToken);
        return PruneOutcome.Of("Deleted Networks:", removed, reclaimed: null);
    }

    private async Task<IReadOnlyList<string>> PruneAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var answer = await context.Connection.Client.Networks.PruneNetworksAsync(
            new NetworksDeleteUnusedParameters { Filters = Filter.Count > 0 ? FilterOption.ForEngine(Filter) : null }, cancellationToken);
        return [.. answer.NetworksDeleted ?? []];
    }

    private async Task<IReadOnlyList<string>> RemoveEachAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        List<Func<NetworkResponse, bool>> all = [];
        foreach (var filter in Filter)
        {
            all.Add(filter.Name switch
            {
                "label" => n => LabelMatch.Fits(Labels(n), filter.Value),
                "label!" => n => !LabelMatch.Fits(Labels(n), filter.Value),
                "until" => Until(filter.Value, now),
                _ => throw Invalid($"Invalid filter '{filter.Name}'"),
            });
        }

        List<string> removed = [];
        var dangling = await VisibleNetworks.ListAsync(context, Right.Remove, [new FilterOption("dangling", "true"), new FilterOption("type", "custom")], cancellationToken);
        foreach (var network in dangling.Where(n => all.TrueForAll(fits => fits(n))))
        {
            if (await TryRemoveAsync(context, network.ID, cancellationToken))
            {
                removed.Add(network.Name);
            }
        }

        return removed;
    }

    private static System.Collections.ObjectModel.ReadOnlyDictionary<string, string> Labels(NetworkResponse network) => (network.Labels ?? new Dictionary<string, string>()).AsReadOnly();

    private static Func<NetworkResponse, bool> Until(string text, DateTimeOffset now)
    {
        var until = GoTime.Parse(text, now) ?? throw Invalid($"failed to parse value as time or duration: {GoQuote.Quote(text)}");
        return n => new DateTimeOffset(DateTime.SpecifyKind(n.Created, DateTimeKind.Utc)) < until;
    }

    private static EngineErrorException Invalid(string words) => new(new EngineError(EngineErrorKind.Invalid, words));

    // False: joined or removed by somebody since; the engine's own prune passes over such too.
    private static async Task<bool> TryRemoveAsync(CommandContext context, string id, CancellationToken cancellationToken)
    {
        try
        {
            await context.Connection.Client.Networks.DeleteNetworkAsync(id, cancellationToken);
            return true;
        }
        catch (DockerApiException e) when (EngineErrors.Translate(e) is { Kind: EngineErrorKind.NotFound or EngineErrorKind.Conflict or EngineErrorKind.Refused })
        {
            return false;
        }
    }
}
