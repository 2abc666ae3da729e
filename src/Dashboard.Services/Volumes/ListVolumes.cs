using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Docker.DotNet.Models;

namespace Dashboard.Services.Volumes;

/// <summary><c>docker volume ls</c>: the volumes that the actor may see.</summary>
[Verb("volume ls", "List volumes", Aliases = ["volume list"])]
public sealed record ListVolumes : DockerCommand
{
    private static readonly ListFormats _formats = new(@"table {{.Driver}}\t{{.Name}}", "{{.Name}}", "name: {{.Name}}\ndriver: {{.Driver}}\n", "name: {{.Name}}");

    private static readonly TableTitles _titles = new(
        ("ID", "VOLUME ID"), ("Name", "VOLUME NAME"), ("Driver", "DRIVER"), ("Scope", "SCOPE"), ("Availability", "AVAILABILITY"), ("Mountpoint", "MOUNTPOINT"), ("Labels", "LABELS"),
        ("Links", "LINKS"), ("Size", "SIZE"), ("Group", "GROUP"), ("Status", "STATUS"));

    /// <summary>Only those that fit, e.g. "dangling=true".</summary>
    [Option("--filter", "-f", Type = "filter", Help = "Provide filter values (e.g. \"dangling=true\")")]
    public EquatableList<FilterOption> Filter { get; init; } = [];

    /// <summary>"table", "table TEMPLATE", "json", "raw" or a template; null is the usual table.</summary>
    [Option("--format", Help = "Format output using a custom template")]
    public string? Format { get; init; }

    /// <summary>Names only.</summary>
    [Option("--quiet", "-q", Help = "Only display volume names")]
    public bool Quiet { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Visible)];

    internal override bool IsRead => true;

    internal override bool ListsNames => Quiet;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var volumes = await VisibleVolumes.ListAsync(context, Right.View, Filter, cancellationToken);
        return ListOutput.Write(
            ListOutput.Format(Format, Quiet, _formats), volumes.OrderBy(v => v.Name, NaturalOrder.Instance).Select(v => Row(v)), _titles);
    }

    // What only volumes of a cluster have is N/A elsewhere, and links and sizes are for "system df" to know.
    private static GoRow Row(VolumeResponse volume) => new("*formatter.volumeContext",
    [
        ("Availability", () => "N/A"),
        ("Driver", () => volume.Driver),
        ("Group", () => "N/A"),
        ("Labels", () => GoRow.LabelText(volume.Labels)),
        ("Links", () => "N/A"),
        ("Mountpoint", () => volume.Mountpoint),
        ("Name", () => volume.Name),
        ("Scope", () => volume.Scope),
        ("Size", () => "N/A"),
        ("Status", () => "N/A"),
    ], (volume.Labels ?? new Dictionary<string, string>()).AsReadOnly());
}
