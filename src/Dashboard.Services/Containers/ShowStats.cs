using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker stats</c>: what containers use, once or over and over in a terminal.</summary>
[Verb("stats", "Display a live stream of container(s) resource usage statistics", Aliases = ["container stats"])]
public sealed record ShowStats : DockerCommand
{
    private const string Table = @"table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}";

    // Each call occupies the engine for the two seconds between its samples.
    private const int MostAtOnce = 50;

    /// <summary>Names, ids or unique prefixes of ids; none is all that the actor may see.</summary>
    [Argument(0, "CONTAINER", Optional = true)]
    public EquatableList<ResourceName> Containers { get; init; } = [];

    /// <summary>Stopped ones too.</summary>
    [Option("--all", "-a", Help = "Show all containers (default shows just running)")]
    public bool All { get; init; }

    /// <summary>"table", "table TEMPLATE", "json" or a template; null is the usual table.</summary>
    [Option("--format", Help = "Format output using a custom template")]
    public string? Format { get; init; }

    /// <summary>Once only.</summary>
    [Option("--no-stream", Help = "Disable streaming stats and only pull the first result")]
    public bool NoStream { get; init; }

    /// <summary>Nothing is cut.</summary>
    [Option("--no-trunc", Help = "Do not truncate output")]
    public bool NoTrunc { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => Containers.Count > 0
        ? Containers.Select(c => new Demand(Right.View, CommandTarget.Container(c)))
        : [new Demand(Right.View, CommandTarget.Visible)];

    internal override bool IsRead => true;

    internal override TimeSpan Patience => NoStream ? base.Patience : Timeout.InfiniteTimeSpan;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Targets.Any(t => t.Error is not null))
        {
            // The CLI shows nothing of the others either.
            return new CommandOutcome([.. context.Targets.Where(t => t.Error is not null)]).ToResult(_ => "");
        }

        try
        {
            var format = ListFormat.Parse(Format is null or "" or "table" ? Table : Format);
            if (NoStream)
            {
                return new CommandResult(0, await OnceAsync(context, format, cancellationToken), "");
            }

            return context.Terminal is { } terminal
                ? await new StatsScreen(terminal).RunAsync(token => OnceAsync(context, format, token), cancellationToken)
                : Endless();
        }
        catch (GoTemplateException e)
        {
            return new CommandResult(1, "", $"template parsing error: {e.Message}\n");
        }
    }

    private static CommandResult Endless()
    {
        const string words = "docker stats runs until it is interrupted, which needs a terminal: add --no-stream";
        return CommandResult.Wrong(words);
    }

    private async Task<string> OnceAsync(CommandContext context, ListFormat format, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.Connection.Lost);
        var wanted = await WantedAsync(context, stop.Token);
        var rows = new StatsRow?[wanted.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = stop.Token };
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, wanted.Count), options, async (i, token) => rows[i] = await ReadAsync(context, wanted[i], token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Unreachable, "The engine was lost."));
        }

        return format.Write(rows.OfType<StatsRow>(), StatsRow.Titles);
    }

    private async Task<IReadOnlyList<(string Given, string Id, string Name)>> WantedAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var visible = await VisibleContainers.ListAsync(
            context, Right.View, new ContainersListParameters { All = All || Containers.Count > 0 }, cancellationToken);
        // Looked up anew each time: what has gone, or may not be seen any more, is not shown any more.
        return Containers.Count == 0
            ? [.. visible.Select(c => (c.ID[..12], c.ID, ContainerMapping.ToSummary(c).Name))]
            : [.. context.Targets.Where(t => visible.Any(c => c.ID == t.Container!.Id)).Select(t => (t.Name.Value, t.Container!.Id, t.Container.Name))];
    }

    // Null: it was removed in the meantime.
    private async Task<StatsRow?> ReadAsync(CommandContext context, (string Given, string Id, string Name) container, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await context.Connection.Http.OpenAsync($"/containers/{container.Id}/stats?stream=false", cancellationToken);
            using var json = await JsonDocument.ParseAsync(body, default, cancellationToken);
            return new StatsRow(container.Given, container.Id, container.Name, ContainerStats.Of(StatsSample.Parse(json.RootElement)), !NoTrunc);
        }
        catch (Docker.DotNet.DockerApiException e) when (EngineErrors.Translate(e) is { Kind: EngineErrorKind.NotFound or EngineErrorKind.Conflict })
        {
            return null;
        }
    }
}
