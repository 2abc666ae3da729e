namespace Dashboard.Services.Containers.Values;

/// <summary>A link to another container, <c>name</c> or <c>name:alias</c>.</summary>
/// <param name="Text">As given.</param>
public readonly record struct LinkEntry(string Text)
{
    /// <summary>The other container.</summary>
    public string Target => (Text ?? "").Split(':')[0];

    /// <summary>Reads a link.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static LinkEntry Parse(string s, IFormatProvider? provider) => string.IsNullOrEmpty(s)
        ? throw new FormatException("empty string specified for links")
        : TryParse(s, provider, out var entry) ? entry : throw new FormatException($"bad format for links: {s}");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out LinkEntry result)
    {
        result = new LinkEntry(s ?? "");
        return s is { Length: > 0 } && s.Split(':').Length <= 2;
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
