using System.Text.Json;

namespace Dashboard.Services.Containers;

/// <summary>Reads <c>GET /events</c>: JSON objects back to back, one a line, e.g. <c>{"Type":"container","Action":"die","Actor":{"ID":"…"}}</c>.</summary>
internal static class EngineEvents
{
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal) { "top", "archive-path", "extract-to-dir", "export", "attach", "detach", "resize" };

    // docker update: no list shows what it changes.
    private const string Unlisted = "update";

    /// <summary>Calls <paramref name="touched"/> with the id that each event names, and whether it tells of what no list shows, until the stream ends.</summary>
    public static async Task ReadAsync(Stream stream, Action<string, bool> touched, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                Read(line, touched);
            }
        }
    }

    private static void Read(string line, Action<string, bool> touched)
    {
        using var message = JsonDocument.Parse(line);
        var root = message.RootElement;
        var action = root.TryGetProperty("Action", out var a) ? a.GetString() ?? "" : "";
        // exec_create, exec_start and exec_die say nothing about the container itself, and health checks make many.
        if (action.StartsWith("exec_", StringComparison.Ordinal) || Ignored.Contains(action))
        {
            return;
        }

        if (root.TryGetProperty("Actor", out var actor) && actor.TryGetProperty("ID", out var id) && id.GetString() is { Length: > 0 } text)
        {
            touched(text, action == Unlisted);
        }
    }
}
