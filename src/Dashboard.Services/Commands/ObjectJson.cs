using System.Text;
using System.Text.Json;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Commands;

/// <summary>The engine's JSON about one thing.</summary>
internal static class ObjectJson
{
    /// <summary>GETs <paramref name="path"/>; null when the engine knows no such thing.</summary>
    /// <exception cref="EngineErrorException">The engine refused, or can't be reached.</exception>
    public static async Task<string?> FindAsync(DockerEnvironment environment, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(environment, path, cancellationToken);
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>GETs <paramref name="path"/>.</summary>
    /// <exception cref="EngineErrorException">There is no such thing, the engine refused, or it can't be reached.</exception>
    public static async Task<string> ReadAsync(DockerEnvironment environment, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await environment.Connection.Http.OpenAsync(path, cancellationToken);
            return Encoding.UTF8.GetString(await WholeAnswer.ReadAsync(body, cancellationToken));
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            throw new EngineErrorException(error, e);
        }
    }

    /// <summary>The map of texts at <paramref name="path"/>; empty where there is none.</summary>
    public static IReadOnlyDictionary<string, string> Labels(string json, params ReadOnlySpan<string> path)
    {
        using var document = JsonDocument.Parse(json);
        var at = document.RootElement;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return new Dictionary<string, string>();
            }
        }

        return at.ValueKind == JsonValueKind.Object
            ? at.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal)
            : new Dictionary<string, string>();
    }
}
