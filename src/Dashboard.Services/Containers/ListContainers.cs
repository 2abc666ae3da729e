using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker ps</c>: the containers that the actor may see.</summary>
[Verb("ps", "List containers", Aliases = ["container ls", "container list", "container ps"])]
public sealed record ListContainers : DockerCommand
{
    private static readonly HashSet<string> _namesContainers = new(StringComparer.Ordinal) { "before", "since" };

    /// <summary>Stopped ones too.</summary>
    [Option("--all", "-a", Help = "Show all containers (default shows just running)")]
    public bool All { get; init; }

    /// <summary>Only those that fit, e.g. "status=exited".</summary>
    [Option("--filter", "-f", Help = "Filter output based on conditions provided")]
    public EquatableList<FilterOption> Filter { get; init; } = [];

    /// <summary>"table", "table TEMPLATE", "json", "raw" or a template; null is the usual table.</summary>
    [Option("--format", Help = "Format output using a custom template")]
    public string? Format { get; init; }

    /// <summary>Only so many of the newest, whatever their state; below 1 is no limit.</summary>
    [Option("--last", "-n", Help = "Show n last created containers (includes all states)")]
    public int Last { get; init; } = -1;

    /// <summary>Only the newest, whatever its state.</summary>
    [Option("--latest", "-l", Help = "Show the latest created container (includes all states)")]
    public bool Latest { get; init; }

    /// <summary>Nothing is cut.</summary>
    [Option("--no-trunc", Help = "Don't truncate output")]
    public bool NoTrunc { get; init; }

    /// <summary>Ids only.</summary>
    [Option("--quiet", "-q", Help = "Only display container IDs")]
    public bool Quiet { get; init; }

    /// <summary>Also how much they wrote, which takes the engine a while.</summary>
    [Option("--size", "-s", Help = "Display total file sizes")]
    public bool WithSize { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Visible)];

    internal override bool IsRead => true;

    internal override bool ListsNames => Quiet;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        ListFormat format;
        PsRow probe;
        try
        {
            format = ListFormat.Parse(PsFormats.Of(Format, Quiet, WithSize));
        }
        catch (GoTemplateException e)
        {
            return new CommandResult(1, "", $"failed to parse template: {e.Message}\n");
        }

        try
        {
            // As the CLI does, to know whether sizes are wanted, and to refuse a wrong template before the engine is asked.
            probe = new PsRow(new ContainerListResponse(), DateTimeOffset.UnixEpoch, truncates: true);
            format.Row(probe);
        }
        catch (GoTemplateException e)
        {
            return new CommandResult(1, "", $"failed to execute template: {e.Message}\n");
        }

        var sizes = WithSize || (probe.SizeWasAsked && Format != "json");
        var rows = await ListAsync(context, sizes, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        try
        {
            var output = format.Write(rows.Select(c => new PsRow(c, now, truncates: !NoTrunc)), PsRow.Titles);
            var warning = Quiet && !string.IsNullOrEmpty(Format) ? "WARNING: Ignoring custom format, because both --format and --quiet are set.\n" : "";
            return new CommandResult(0, output, warning);
        }
        catch (GoTemplateException e)
        {
            return new CommandResult(1, "", $"failed to execute template: {e.Message}\n");
        }
    }

    private async Task<IEnumerable<ContainerListResponse>> ListAsync(CommandContext context, bool sizes, CancellationToken cancellationToken)
    {
        // The engine would count and compare what the actor may not see: limits are ours, and names in filters must be of theirs.
        var limit = Latest && Last == -1 ? 1 : Last;
        var filters = new List<FilterOption>();
        foreach (var filter in Filter)
        {
            filters.Add(_namesContainers.Contains(filter.Name) ? filter with { Value = await VisibleContainers.FindAsync(context, filter.Value, cancellationToken) } : filter);
        }

        var parameters = new ContainersListParameters
        {
            All = All || limit > 0,
            Size = sizes ? true : null,
            Filters = filters.Count > 0 ? FilterOption.ForEngine(filters) : null,
        };
        var visible = await VisibleContainers.ListAsync(context, Right.View, parameters, cancellationToken);
        return limit > 0 ? visible.Take(limit) : visible;
    }
}
