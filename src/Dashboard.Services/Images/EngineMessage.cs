using System.Runtime.CompilerServices;
using System.Text.Json;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary>
/// One message of what the engine tells while it pulls, pushes, loads or builds (moby's <c>pkg/jsonmessage</c>): a JSON object a line.
/// A sample: <c>{"status":"Downloading","progressDetail":{"current":5,"total":9},"id":"a1b2"}</c>.
/// </summary>
/// <param name="Id">Layer or tag that it is about; "" none.</param>
/// <param name="Status">The engine's words; "" none.</param>
/// <param name="Stream">A piece of a build's output, with its own line breaks; "" none.</param>
/// <param name="Current">Bytes done; 0 unknown.</param>
/// <param name="Total">Bytes in all; 0 unknown.</param>
/// <param name="Error">Why it failed; null while it has not.</param>
/// <param name="ErrorCode">Exit code of a build's failed instruction; 0 is none.</param>
/// <param name="AuxId">Id of what was made, of a message that is for programs; null otherwise.</param>
/// <param name="AuxText">The whole of a message for programs that is a text; null otherwise.</param>
/// <param name="IsAux">Whether it is for programs and not to be shown.</param>
internal sealed record EngineMessage(
    string Id, string Status, string Stream, long Current, long Total, string? Error, int ErrorCode, string? AuxId, string? AuxText, bool IsAux)
{
    /// <summary>Number of the build's step that it is of, where steps run side by side; 0 is the one that began last.</summary>
    public int Step { get; private init; }

    /// <summary>How it stands in a terminal's output without a bar; "" for one that is only a bar.</summary>
    public string Line => IsAux || Current > 0 || Total > 0 ? ""
        : Stream.Length > 0 ? (Id.Length > 0 ? $"{Id}: {Stream}" : Stream)
        : $"{(Id.Length > 0 ? $"{Id}: " : "")}{Status}\n";

    /// <summary>The same for who looks on.</summary>
    public LayerProgress Progress => Stream.Length > 0 ? new LayerProgress("", Stream, 0, 0) { IsPiece = true, Step = Step } : new LayerProgress(Id, Status, Current, Total);

    /// <summary>A line that a step of a build prints, with its line break.</summary>
    public static EngineMessage OfStep(int step, string line) => new("", "", line, 0, 0, null, 0, null, null, false) { Step = step };

    /// <summary>How far something is.</summary>
    public static EngineMessage Bar(string id, string status, long current, long total) => new(id, status, "", current, total, null, 0, null, null, false);

    /// <summary>Reads <paramref name="body"/> to its end; what stands in no JSON is given as its text.</summary>
    public static async IAsyncEnumerable<EngineMessage> ReadAllAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                yield return line[0] == '{' ? Parse(line) : new EngineMessage("", line, "", 0, 0, null, 0, null, null, false);
            }
        }
    }

    private static EngineMessage Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var detail = Part(root, "progressDetail");
        var error = Part(root, "errorDetail");
        var aux = root.TryGetProperty("aux", out var any) ? any : (JsonElement?)null;
        return new EngineMessage(
            Text(root, "id"),
            Text(root, "status"),
            Text(root, "stream"),
            Number(detail, "current"),
            Number(detail, "total"),
            error is { } e ? Text(e, "message") : root.TryGetProperty("error", out var words) ? words.GetString() : null,
            (int)Number(error, "code"),
            aux is { ValueKind: JsonValueKind.Object } a && Text(a, "ID") is { Length: > 0 } id ? id : null,
            aux is { ValueKind: JsonValueKind.String } text ? text.GetString() : null,
            aux is not null);
    }

    private static JsonElement? Part(JsonElement of, string name) =>
        of.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static long Number(JsonElement? of, string name) =>
        of?.TryGetProperty(name, out var number) == true && number.TryGetInt64(out var value) ? value : 0;
}
