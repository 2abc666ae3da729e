namespace Dashboard.Services.Commands;

/// <summary>A label, key=value or a bare key.</summary>
/// <param name="Text">As given.</param>
public readonly record struct LabelEntry(string Text)
{
    /// <summary>The key.</summary>
    public string Key => Split().Key;

    /// <summary>The value; "" for a bare key.</summary>
    public string Value => Split().Value;

    /// <summary>Reads a label.</summary>
    /// <exception cref="FormatException">It has no key, or one with blanks; worded as the docker CLI does.</exception>
    public static LabelEntry Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        var key = new LabelEntry(s).Key.TrimStart(' ', '\t');
        return key.Length == 0 ? throw new FormatException($"invalid label '{s}': empty name")
            : key.AsSpan().ContainsAny(' ', '\t') ? throw new FormatException($"label '{key}' contains whitespaces")
            : new LabelEntry(s);
    }

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out LabelEntry result)
    {
        result = new LabelEntry(s ?? "");
        var key = result.Key.TrimStart(' ', '\t');
        return key.Length > 0 && !key.AsSpan().ContainsAny(' ', '\t');
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";

    /// <summary>Labels in the shape in which the engine takes them; the last of a key counts.</summary>
    internal static Dictionary<string, string> ToMap(IEnumerable<LabelEntry> labels)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        foreach (var label in labels)
        {
            map[label.Key] = label.Value;
        }

        return map;
    }

    private (string Key, string Value) Split() => Text?.Split('=', 2) is [var key, var value] ? (key, value) : (Text ?? "", "");
}
