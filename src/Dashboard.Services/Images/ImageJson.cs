using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary>How the engine's inspect answer about an image looks to templates: moby's <c>image.InspectResponse</c>.</summary>
internal static class ImageJson
{
    public static JsonShape Shape { get; } = new(
        Maps: new HashSet<string>(StringComparer.Ordinal) { "Labels", "Volumes", "ExposedPorts", "Data", "Annotations", "annotations" },
        Lists: new HashSet<string>(StringComparer.Ordinal) { "RepoTags", "RepoDigests", "Cmd", "Entrypoint", "Env", "OnBuild", "Shell", "Layers", "Test", "Manifests" },
        Optional: new HashSet<string>(StringComparer.Ordinal) { "Variant", "Manifests", "Descriptor", "Healthcheck", "ContainerConfig", "Parent", "OsVersion", "Created" },
        GoNames: new Dictionary<string, string>(StringComparer.Ordinal) { ["ID"] = "Id" });
}
