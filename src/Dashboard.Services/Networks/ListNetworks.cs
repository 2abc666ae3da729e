using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Docker.DotNet.Models;

namespace Dashboard.Services.Networks;

/// <summary><c>docker network ls</c>: the networks that the actor may see.</summary>
[Verb("network ls", "List networks", Aliases = ["network list"])]
public sealed record ListNetworks : DockerCommand
{
    private const int ShortId = 12;

    private static readonly ListFormats _formats = new(
        @"table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}", "{{.ID}}", "network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n", "network_id: {{.ID}}");

    private static readonly TableTitles _titles = new(
        ("ID", "NETWORK ID"), ("Name", "NAME"), ("Driver", "DRIVER"), ("Scope", "SCOPE"), ("IPv4", "IPV4"), ("IPv6", "IPV6"), ("Internal", "INTERNAL"), ("Labels", "LABELS"),
        ("CreatedAt", "CREATED AT"));

    /// <summary>Only those that fit, e.g. "driver=bridge".</summary>
    [Option("--filter", "-f", Type = "filter", Help = "Provide filter values (e.g. \"driver=bridge\")")]
    public EquatableList<FilterOption> Filter { get; init; } = [];

    /// <summary>"table", "table TEMPLATE", "json", "raw" or a template; null is the usual table.</summary>
    [Option("--format", Help = "Format output using a custom template")]
    public string? Format { get; init; }

    /// <summary>Ids are not cut.</summary>
    [Option("--no-trunc", Help = "Do not truncate the output")]
    public bool NoTrunc { get; init; }

    /// <summary>Ids only.</summary>
    [Option("--quiet", "-q", Help = "Only display network IDs")]
    public bool Quiet { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Visible)];

    internal override bool IsRead => true;

    internal override bool ListsNames => Quiet;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var networks = await VisibleNetworks.ListAsync(context, Right.View, Filter, cancellationToken);
        return ListOutput.Write(
            ListOutput.Format(Format, Quiet, _formats), networks.OrderBy(n => n.Name, NaturalOrder.Instance).Select(n => Row(n, NoTrunc)), _titles);
    }

    private static GoRow Row(NetworkResponse network, bool whole) => new("*network.networkContext",
    [
        ("CreatedAt", () => Moment(network.Created)),
        ("Driver", () => network.Driver),
        ("ID", () => whole || network.ID.Length <= ShortId ? network.ID : network.ID[..ShortId]),
        ("IPv4", () => network.EnableIPv4 ? "true" : "false"),
        ("IPv6", () => network.EnableIPv6 ? "true" : "false"),
        ("Internal", () => network.Internal ? "true" : "false"),
        ("Labels", () => GoRow.LabelText(network.Labels)),
        ("Name", () => network.Name),
        ("Scope", () => network.Scope),
    ], (network.Labels ?? new Dictionary<string, string>()).AsReadOnly());

    // As Go prints a time: without zeros at the end of the fraction. The library keeps ticks, and the engine tells nanoseconds.
    private static string Moment(DateTime created) => created.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF '+0000 UTC'", CultureInfo.InvariantCulture);
}
