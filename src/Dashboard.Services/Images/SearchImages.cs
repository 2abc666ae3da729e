using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary><c>docker search</c>: the engine asks Docker Hub, or the registry that the term begins with.</summary>
[Verb("search", "Search Docker Hub for images")]
public sealed record SearchImages : DockerCommand
{
    private const string Table = @"table {{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}";

    /// <summary>Only those that fit, e.g. "is-official=true".</summary>
    [Option("--filter", "-f", Help = "Filter output based on conditions provided")]
    public EquatableList<FilterOption> Filter { get; init; } = [];

    /// <summary>"table", "table TEMPLATE" or a template; null is the usual table.</summary>
    [Option("--format", Help = "Pretty-print search using a Go template")]
    public string? Format { get; init; }

    /// <summary>Most results; 0 is the engine's 25, and is not sent: engines of 20.10 refuse it.</summary>
    [Option("--limit", Help = "Max number of search results")]
    public int Limit { get; init; }

    /// <summary>Nothing is cut.</summary>
    [Option("--no-trunc", Help = "Don't truncate output")]
    public bool NoTrunc { get; init; }

    /// <summary>What is looked for.</summary>
    [Argument(0, "TERM")]
    public string Term { get; init; } = "";

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Visible)];

    internal override bool IsRead => true;

    // A term that begins with a host is asked there.
    internal override IEnumerable<ContactedHost> ContactedHosts => [ContactedHost.Registry(ImageNames.Domain(Term))];

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var path = $"/images/search?term={Uri.EscapeDataString(Term)}{(Limit > 0 ? $"&limit={Limit}" : "")}{ImageCalls.Filters(Filter)}";
        var headers = await context.Hosts.OpenRegistryAsync(ImageNames.Domain(Term), cancellationToken);
        using var answer = await context.Connection.Http.SendAsync(HttpMethod.Get, path, body: null, headers, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var json = await JsonDocument.ParseAsync(body, default, cancellationToken);
        return ImageCalls.Write(Format is null or "" or "table" ? Table : Format, json.RootElement.EnumerateArray().Select(r => new SearchRow(r, truncates: !NoTrunc)), SearchRow.Titles);
    }
}
