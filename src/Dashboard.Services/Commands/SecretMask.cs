using System.Text;
using System.Text.Json;

namespace Dashboard.Services.Commands;

/// <summary>Takes secrets out of the engine's inspect answer and leaves every other byte as it is.</summary>
internal static class SecretMask
{
    /// <summary><paramref name="json"/> with the values of <c>.Config.Env</c> masked whose names look secret, and of an older engine's images those of <c>.ContainerConfig.Env</c>.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> json)
    {
        using var masked = new MemoryStream(json.Length);
        var reader = new Utf8JsonReader(json);
        List<string> path = [];
        var copied = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    SetName(path, reader.CurrentDepth, reader.GetString()!);
                    break;
                case JsonTokenType.String when reader.CurrentDepth == 3 && path is ["Config" or "ContainerConfig", "Env", ..] && Masked(reader.GetString()!) is { } entry:
                    masked.Write(json[copied..(int)reader.TokenStartIndex]);
                    masked.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry)));
                    copied = (int)reader.BytesConsumed;
                    break;
            }
        }

        masked.Write(json[copied..]);
        return masked.ToArray();
    }

    // Depth 1 is the first level of names.
    private static void SetName(List<string> path, int depth, string name)
    {
        path.RemoveRange(Math.Min(path.Count, depth - 1), Math.Max(0, path.Count - (depth - 1)));
        path.Add(name);
    }

    private static string? Masked(string entry) => SecretNames.OfEntry(entry) is { } name ? $"{name}={SecretWords.Masked}" : null;
}
