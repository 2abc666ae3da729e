using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Volumes;

/// <summary>Volumes by name, for whoever may see them: a volume belongs to a scope by its labels, as a container does.</summary>
internal sealed class VolumeReader : IObjectReader
{
    public TargetKind Kind => TargetKind.Volume;

    public string SortName => "volume";

    // moby's volume.Volume
    public JsonShape Shape { get; } = new(
        Maps: new HashSet<string>(StringComparer.Ordinal) { "Labels", "Options", "Status" },
        Lists: new HashSet<string>(StringComparer.Ordinal),
        Optional: new HashSet<string>(StringComparer.Ordinal) { "ClusterVolume", "UsageData", "Status", "CreatedAt" },
        GoNames: new Dictionary<string, string>(StringComparer.Ordinal)) { TypeName = "volume.Volume" };

    public EngineError Missing(string name) => new(EngineErrorKind.NotFound, $"get {name}: no such volume");

    public async Task<ResolvedObject?> FindAsync(Actor actor, DockerEnvironment environment, string name, CancellationToken cancellationToken)
    {
        if (!ResourceName.TryParse(name, out var id)
            || await ObjectJson.FindAsync(environment, $"/volumes/{id}", cancellationToken) is not { } json)
        {
            return null;
        }

        var labels = ObjectJson.Labels(json, "Labels");
        return actor.RightsOn(environment.Name, labels).HasFlag(Right.View) ? new ResolvedObject(Kind, id.Value, labels, json) : null;
    }
}
