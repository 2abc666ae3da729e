using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Recreation;

/// <summary>
/// Carries an edit over to a container's own request: each field that differs between the request as the form showed it and as it came back
/// is replaced, and every other stays byte for byte what the engine had, also those that no option can say.
/// </summary>
internal static class SpecEdit
{
    /// <summary>A field that an edit changes.</summary>
    /// <param name="Path">As in <c>docker inspect</c>: "HostConfig.Memory".</param>
    /// <param name="Before">JSON; "null" when there was none.</param>
    /// <param name="After">Likewise.</param>
    internal sealed record Change(string Path, string Before, string After);

    /// <summary><paramref name="own"/> with what differs between <paramref name="shown"/> and <paramref name="edited"/>, and the list of it.</summary>
    public static (ContainerSpec Spec, IReadOnlyList<Change> Changes) Apply(ContainerSpec own, ContainerSpec shown, ContainerSpec edited)
    {
        List<Change> changes = [];
        var result = Node(own);
        Merge(result, Node(shown), Node(edited), "", changes);
        return (result.Deserialize(SpecJson.Default.ContainerSpec)!, changes);
    }

    private static JsonObject Node(ContainerSpec spec) => JsonSerializer.SerializeToNode(spec, SpecJson.Default.ContainerSpec)!.AsObject();

    // One level down for the host's part, whose fields are edited one by one; networks and everything else as wholes.
    private static void Merge(JsonObject result, JsonObject shown, JsonObject edited, string path, List<Change> changes)
    {
        foreach (var key in shown.Select(p => p.Key).Union(edited.Select(p => p.Key)).ToList())
        {
            if (key == nameof(ContainerSpec.HostConfig))
            {
                Merge(result[key]!.AsObject(), shown[key]!.AsObject(), edited[key]!.AsObject(), $"{key}.", changes);
            }
            else if (!JsonNode.DeepEquals(shown[key], edited[key]))
            {
                changes.Add(new Change(path + key, shown[key]?.ToJsonString() ?? "null", edited[key]?.ToJsonString() ?? "null"));
                result[key] = edited[key]?.DeepClone();
            }
        }
    }
}
