namespace Dashboard.Services.Containers.Values;

/// <summary>A standard stream to attach to: stdin, stdout or stderr.</summary>
/// <param name="Name">In lower case.</param>
public readonly record struct AttachedStream(string Name)
{
    /// <summary>Reads a stream's name in any case.</summary>
    /// <exception cref="FormatException">It is none of the three.</exception>
    public static AttachedStream Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var stream) ? stream : throw new FormatException("valid streams are STDIN, STDOUT and STDERR");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out AttachedStream result)
    {
        result = new AttachedStream(s?.ToLowerInvariant() ?? "");
        return result.Name is "stdin" or "stdout" or "stderr";
    }

    /// <inheritdoc/>
    public override string ToString() => Name ?? "";
}
