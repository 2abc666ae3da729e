using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dashboard.Engine.Tests.Containers;

/// <summary>Compares what <c>docker inspect</c> tells of two containers, but for what differs between any two.</summary>
internal static class InspectComparison
{
    // The engine's own names of what differs between any two containers.
    private static readonly HashSet<string> _own =
    [
        "Id", "Created", "StartedAt", "FinishedAt", "Pid", "LogPath", "ResolvConfPath", "HostnamePath", "HostsPath", "SandboxID", "SandboxKey",
        "EndpointID", "MacAddress", "IPAddress", "GraphDriver",
    ];

    /// <summary>Where the two containers of an inspect answer differ, "path: one, but other".</summary>
    public static IEnumerable<string> Differences(string inspectOfBoth, string expectedName, string actualName)
    {
        var array = JsonNode.Parse(inspectOfBoth)!.AsArray();
        return Differences("", Normal(array[0]!, expectedName), Normal(array[1]!, actualName));
    }

    /// <summary>What a program wrote about a container, without its name, ids, and usage texts.</summary>
    public static string Neutral(string text, string name)
    {
        var lines = text.Split('\n').TakeWhile(l => !l.StartsWith("Usage:", StringComparison.Ordinal) && !l.StartsWith("See 'docker", StringComparison.Ordinal)
            && !l.StartsWith("Run 'docker", StringComparison.Ordinal));
        var whole = string.Join('\n', lines).Trim().Replace(name, "{n}", StringComparison.Ordinal);
        return Regex.Replace(whole, "[0-9a-f]{64}", "{id}");
    }

    private static JsonNode? Normal(JsonNode? node, string name) => node switch
    {
        JsonObject o => new JsonObject(o.Where(p => !_own.Contains(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => KeyValuePair.Create(Neutral(p.Key, name), p.Key == "Hostname" && IsId(p.Value) ? "{id}" : p.Key is "Env" or "Binds" && p.Value is JsonArray ? Sorted(p.Value, name) : Normal(p.Value, name)))),
        // Mounts come in any order; the CLI keeps binds in a map, whose order is random, and gives variables out of order now and then.
        JsonArray a => new JsonArray([.. a.Select(i => Normal(i, name)).OrderBy(i => (i as JsonObject)?["Destination"]?.ToString() ?? "", StringComparer.Ordinal)]),
        JsonValue v when v.TryGetValue<string>(out var text) => IsId(v) ? "{id}" : Neutral(text, name),
        null => null,
        _ => node.DeepClone(),
    };

    private static JsonArray Sorted(JsonNode? texts, string name) =>
        new([.. (texts?.AsArray() ?? []).Select(t => Neutral(t!.ToString(), name)).Order(StringComparer.Ordinal).Select(t => (JsonNode)t)]);

    private static bool IsId(JsonNode? node) =>
        node is JsonValue v && v.TryGetValue<string>(out var text) && text.Length == 12 && text.All(char.IsAsciiHexDigitLower);

    private static IEnumerable<string> Differences(string path, JsonNode? expected, JsonNode? actual)
    {
        if (expected is JsonObject e && actual is JsonObject a)
        {
            return e.Select(p => p.Key).Union(a.Select(p => p.Key)).SelectMany(key => Differences($"{path}.{key}", e[key], a[key]));
        }

        return JsonNode.DeepEquals(expected, actual) ? [] : [$"{path}: {expected?.ToJsonString() ?? "null"}, but {actual?.ToJsonString() ?? "null"}"];
    }
}
