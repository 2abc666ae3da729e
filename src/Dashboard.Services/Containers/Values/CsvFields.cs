using System.Text;

namespace Dashboard.Services.Containers.Values;

/// <summary>One record of comma-separated fields as Go's encoding/csv reads it: a field in double quotes may hold commas and doubled quotes.</summary>
internal static class CsvFields
{
    /// <summary>The fields of <paramref name="text"/>.</summary>
    /// <exception cref="FormatException">A quote stands where none may.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> fields = [];
        for (var at = 0; at <= text.Length;)
        {
            var (field, next) = at < text.Length && text[at] == '"' ? Quoted(text, at) : Bare(text, at);
            fields.Add(field);
            at = next + 1;
        }

        return text.Length == 0 ? throw new FormatException("EOF") : fields;
    }

    /// <summary><paramref name="field"/> as it stands in a record: in quotes where it must.</summary>
    public static string Quote(string field) =>
        field.AsSpan().ContainsAny(',', '"') ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static (string Field, int End) Bare(string text, int start)
    {
        var end = text.IndexOf(',', start) is var comma and >= 0 ? comma : text.Length;
        var quote = text.IndexOf('"', start, end - start);
        return quote < 0 ? (text[start..end], end)
            : throw new FormatException($"parse error on line 1, column {quote + 1}: bare \" in non-quoted-field");
    }

    private static (string Field, int End) Quoted(string text, int start)
    {
        var field = new StringBuilder();
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                field.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (i + 1 == text.Length || text[i + 1] == ',')
            {
                return (field.ToString(), i + 1);
            }
            else
            {
                throw new FormatException($"parse error on line 1, column {i + 1}: extraneous or missing \" in quoted-field");
            }
        }

        throw new FormatException($"parse error on line 1, column {text.Length + 1}: extraneous or missing \" in quoted-field");
    }
}
