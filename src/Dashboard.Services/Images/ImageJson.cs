using System.Text.Json;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary>How the engine's inspect answer about an image looks to templates: moby's <c>image.InspectResponse</c>.</summary>
internal static class ImageJson
{
    // What an image's configuration has (image-spec, and docker's own three); the engine tells more of older ones, for machines that are gone.
    private static readonly HashSet<string> _config = new(StringComparer.Ordinal)
    {
        "User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes", "WorkingDir", "Labels", "StopSignal", "ArgsEscaped", "Healthcheck", "OnBuild", "Shell",
    };

    public static JsonShape Shape { get; } = new(
        Maps: new HashSet<string>(StringComparer.Ordinal) { "Labels", "Volumes", "ExposedPorts", "Data", "Annotations", "annotations" },
        Lists: new HashSet<string>(StringComparer.Ordinal) { "RepoTags", "RepoDigests", "Cmd", "Entrypoint", "Env", "OnBuild", "Shell", "Layers", "Test", "Manifests" },
        Optional: new HashSet<string>(StringComparer.Ordinal) { "Variant", "Manifests", "Descriptor", "Healthcheck", "ContainerConfig", "Parent", "OsVersion", "Created" },
        GoNames: new Dictionary<string, string>(StringComparer.Ordinal) { ["ID"] = "Id" })
    {
        IsLeftOut = (owner, field, value) => owner == "Config" && (!_config.Contains(field) || IsEmpty(value)),
    };

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };
}
