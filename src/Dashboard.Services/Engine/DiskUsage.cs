using System.Text.Json;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Engine;

/// <summary>A volume and what it takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Driver">Which driver keeps it.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Links">How many containers use it; -1 unknown.</param>
/// <param name="Bytes">What it takes in bytes; -1 unknown.</param>
internal sealed record VolumeUsage(string Name, string Driver, IReadOnlyDictionary<string, string> Labels, long Links, long Bytes);

/// <summary>What the engine tells of its disk (<c>GET /system/df</c>, which makes it count, so it takes a while).</summary>
internal sealed class DiskUsage : IDisposable
{
    private readonly JsonDocument _document;

    private DiskUsage(JsonDocument document) => _document = document;

    /// <summary>The engine's answer.</summary>
    public JsonElement Root => _document.RootElement;

    /// <summary>The volumes, in the engine's order.</summary>
    public IEnumerable<VolumeUsage> Volumes => List("Volumes").Select(v => new VolumeUsage(
        v.GetProperty("Name").GetString()!,
        v.GetProperty("Driver").GetString() ?? "",
        v.TryGetProperty("Labels", out var labels) && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString() ?? "")
            : new Dictionary<string, string>(),
        Number(v, "UsageData", "RefCount"),
        Number(v, "UsageData", "Size")));

    /// <summary>Asks the engine.</summary>
    public static async Task<DiskUsage> ReadAsync(EngineConnection connection, CancellationToken cancellationToken)
    {
        await using var body = await connection.Http.OpenAsync("/system/df", cancellationToken);
        return new DiskUsage(await JsonDocument.ParseAsync(body, default, cancellationToken));
    }

    /// <summary>The objects of a list, none where the engine has null.</summary>
    public IEnumerable<JsonElement> List(string name) =>
        Root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    /// <summary>A number in an object, or in an object in it; -1 where there is none.</summary>
    public static long Number(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return -1;
            }
        }

        return element.ValueKind == JsonValueKind.Number ? element.GetInt64() : -1;
    }

    /// <summary>A text in an object; "" where there is none.</summary>
    public static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();
}
