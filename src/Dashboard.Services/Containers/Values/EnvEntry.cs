namespace Dashboard.Services.Containers.Values;

/// <summary>
/// An environment variable, NAME=value. A bare NAME takes the image's variable away: the docker CLI would look it up where it runs, and
/// this server's own environment is nobody's business.
/// </summary>
/// <param name="Text">As given.</param>
public readonly record struct EnvEntry(string Text)
{
    /// <summary>Reads an entry.</summary>
    /// <exception cref="FormatException">It has no name.</exception>
    public static EnvEntry Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var entry) ? entry : throw new FormatException($"invalid environment variable: {s}");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out EnvEntry result)
    {
        result = new EnvEntry(s ?? "");
        return s is [not '=', ..];
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
