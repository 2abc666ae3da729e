using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet.Models;

namespace Dashboard.Services.Volumes;

/// <summary><c>docker volume create</c>: within the scope that its labels put it in. Driver options reach for the host, and are for those who manage it.</summary>
[Verb("volume create", "Create a volume")]
public sealed record CreateVolume : DockerCommand
{
    /// <summary>Its name; null lets the engine draw one.</summary>
    [Argument(0, "VOLUME", Optional = true)]
    public string? Name { get; init; }

    /// <summary>Which driver keeps it.</summary>
    [Option("--driver", "-d", Help = "Specify volume driver name")]
    public string Driver { get; init; } = "local";

    /// <summary>Labels.</summary>
    [Option("--label", Help = "Set metadata for a volume")]
    public EquatableList<LabelEntry> Label { get; init; } = [];

    /// <summary>key=value for the driver.</summary>
    [Option("--opt", "-o", Type = "map", Help = "Set driver specific options")]
    public EquatableList<string> Opt { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Create, CommandTarget.Visible)];

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var labels = LabelEntry.ToMap(Label);
        List<string> reaches = [];
        if (Driver != "local")
        {
            reaches.Add($"the volume driver {Driver}");
        }

        if (Opt.Count > 0)
        {
            reaches.Add($"volume driver options ({string.Join(", ", Opt.Select(o => o.Split('=')[0]))})");
        }

        var verdict = context.JudgeNew("a volume", labels, reaches);
        var volume = await context.Connection.Client.Volumes.CreateAsync(
            new VolumesCreateParameters { Name = Name ?? "", Driver = Driver, Labels = labels, DriverOpts = MapOption.ToMap(Opt) }, cancellationToken);
        return new CommandResult(0, volume.Name + "\n", "") { Note = verdict.Note };
    }
}
