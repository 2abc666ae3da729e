using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary><c>docker image prune</c>: removes images that no container was made from; without <c>--all</c> only those without a name.</summary>
[Verb("image prune", "Remove unused images")]
public sealed record PruneImages : DockerCommand
{
    /// <summary>Those with names too.</summary>
    [Option("--all", "-a", Help = "Remove all unused images, not just dangling ones")]
    public bool All { get; init; }

    /// <summary>Only those that fit: "until=TIME", "label=KEY[=VALUE]", "label!=KEY[=VALUE]".</summary>
    [Option("--filter", Type = "filter", Help = "Provide filter values (e.g. \"until=<timestamp>\")")]
    public EquatableList<FilterOption> Filter { get; init; } = [];

    /// <summary>Do it; without, the CLI asks, and nobody can answer here.</summary>
    [Option("--force", "-f", Help = "Do not prompt for confirmation")]
    public bool Force { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Remove, CommandTarget.Engine)];

    // As the CLI does where its input is at its end: the question, no answer, nothing done.
    internal override CommandResult? Complaint => Force ? null
        : PruneOutcome.NotConfirmed($"This will remove all {(All ? "images without at least one container associated to them" : "dangling images")}.");

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var filters = ImageCalls.Filters([.. Filter, new FilterOption("dangling", All ? "false" : "true")]);
        using var answer = await ImageCalls.ReadAsync(context.Connection, HttpMethod.Post, $"/images/prune?{filters.TrimStart('&')}", cancellationToken);
        List<string> removed = [];
        var reclaimed = 0UL;
        if (answer.RootElement.TryGetProperty("ImagesDeleted", out var steps) && steps.ValueKind == System.Text.Json.JsonValueKind.Array && steps.GetArrayLength() > 0)
        {
            removed.AddRange(steps.EnumerateArray().Select(
                s => s.TryGetProperty("Untagged", out var untagged) ? $"untagged: {untagged.GetString()}" : $"deleted: {s.GetProperty("Deleted").GetString()}"));
            reclaimed = answer.RootElement.GetProperty("SpaceReclaimed").GetUInt64();
        }

        return PruneOutcome.Of("Deleted Images:", removed, reclaimed);
    }
}
