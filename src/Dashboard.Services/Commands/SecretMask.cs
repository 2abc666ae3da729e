using System.Text;
using System.Text.Json;

namespace Dashboard.Services.Commands;

/// <summary>
/// Masks the secrets in the engine's JSON about a thing: by name, by form, and wherever a value that was found so recurs in the same answer.
/// Every other byte stays as it is.
/// </summary>
internal static class SecretMask
{
    // A program and its arguments stand in two fields.
    private static readonly Dictionary<string, string> _programs = new(StringComparer.Ordinal) { ["Args"] = "Path", ["Cmd"] = "Entrypoint" };

    // What everybody knows a thing by. A password that is the name of its container hides nothing any more.
    private static readonly HashSet<string> _names = new(StringComparer.Ordinal) { "Id", "Name", "Image", "RepoTags", "RepoDigests" };

    /// <summary><paramref name="json"/>, masked.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> json) => Apply(json, KnownSecrets.None);

    /// <summary><paramref name="json"/>, masked; <paramref name="known"/> are known from elsewhere.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> json, KnownSecrets known)
    {
        using var document = JsonDocument.Parse(json.ToArray());
        var secrets = SecretsOf(document.RootElement).With(known);
        // In the order in which they stand in the text.
        List<string?> texts = [];
        Visit(document.RootElement, "", [], null, (text, masked) => texts.Add(secrets.Mask(masked) is var shown && shown != text ? shown : null));
        return Written(json, texts);
    }

    /// <summary><paramref name="json"/>, masked.</summary>
    public static string Apply(string json) => Encoding.UTF8.GetString(Apply(Encoding.UTF8.GetBytes(json)));

    /// <summary>The secrets in an answer, by name and form.</summary>
    public static KnownSecrets SecretsOf(JsonElement answer)
    {
        List<string> found = [];
        List<string> names = [];
        Visit(answer, "", [], found.Add, (_, _) => { });
        if (answer.ValueKind == JsonValueKind.Object)
        {
            names.AddRange(answer.EnumerateObject().Where(p => _names.Contains(p.Name)).SelectMany(p => Texts(p.Value)));
            if (answer.TryGetProperty("Config", out var config) && config.ValueKind == JsonValueKind.Object && config.TryGetProperty("Image", out var image))
            {
                names.AddRange(Texts(image));
            }
        }

        return KnownSecrets.Of(found, names.SelectMany(n => (string[])[n, n.TrimStart('/')]));
    }

    // Tells of every text, names of properties too, and what is left of it without what its name and form give away.
    private static void Visit(JsonElement element, string name, List<string> program, Action<string>? found, Action<string, string> tell)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    tell(property.Name, SecretWords.Mask(property.Name, found));
                    var before = _programs.TryGetValue(property.Name, out var field) && element.TryGetProperty(field, out var words) ? Texts(words) : [];
                    Visit(property.Value, property.Name, before, found, tell);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0 && element.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) && !SecretNames.LooksSecret(name):
                var texts = Texts(element);
                var masked = SecretWords.Mask([.. program, .. texts], found);
                for (var i = 0; i < texts.Count; i++)
                {
                    tell(texts[i], masked[program.Count + i]);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Visit(item, name, [], found, tell);
                }

                break;
            case JsonValueKind.String:
                var text = element.GetString()!;
                tell(text, SecretWords.MaskValue(name, text, found));
                break;
        }
    }

    private static List<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => [.. element.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)],
        _ => [],
    };

    private static byte[] Written(ReadOnlySpan<byte> json, List<string?> texts)
    {
        using var written = new MemoryStream(json.Length);
        var reader = new Utf8JsonReader(json);
        var (copied, number) = (0, 0);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || texts[number++] is not { } text)
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            written.Write(json[copied..start]);
            written.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(text)));
            // Of a property the token takes its colon along, and what stands between.
            copied = start + 2 + reader.ValueSpan.Length;
        }

        written.Write(json[copied..]);
        return written.ToArray();
    }
}
