using System.Text.Json;

namespace Dashboard.Services.Containers;

/// <summary>Reads <c>GET /events</c>: JSON objects back to back, one a line.</summary>
internal static class EngineEvents
{
    /// <summary>Calls <paramref name="heard"/> with each event that names a container, until the stream ends.</summary>
    public static async Task ReadAsync(Stream stream, Action<EngineEvent> heard, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0 && Read(line) is { } engineEvent)
            {
                heard(engineEvent);
            }
        }
    }

    /// <summary>Reads <c>{"Type":"container","Action":"die","Actor":{"ID":"…","Attributes":{"exitCode":"137"}},"timeNano":1795487249022961736}</c>.</summary>
    /// <returns>Null when it names no container.</returns>
    public static EngineEvent? Read(string line)
    {
        using var message = JsonDocument.Parse(line);
        var root = message.RootElement;
        if (!root.TryGetProperty("Actor", out var actor))
        {
            return null;
        }

        Dictionary<string, string> attributes = new(StringComparer.Ordinal);
        if (actor.TryGetProperty("Attributes", out var told) && told.ValueKind == JsonValueKind.Object)
        {
            foreach (var attribute in told.EnumerateObject().Where(a => a.Value.ValueKind == JsonValueKind.String))
            {
                attributes[attribute.Name] = attribute.Value.GetString()!;
            }
        }

        var type = Text(root, "Type") is { Length: > 0 } named ? named : "container";
        // A network's event is about the network, and names the container beside it.
        var container = type == "container" ? Text(actor, "ID") : attributes.GetValueOrDefault("container", "");
        return container.Length == 0 ? null : new EngineEvent(type, Text(root, "Action"), container, Nano(root), attributes);
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static long Nano(JsonElement root) =>
        root.TryGetProperty("timeNano", out var nano) && nano.TryGetInt64(out var exact) ? exact
        : root.TryGetProperty("time", out var seconds) && seconds.TryGetInt64(out var whole) ? whole * 1_000_000_000
        : 0;
}
