using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Images;

/// <summary>
/// What names an image: <c>[host[:port]/]path[:tag][@digest]</c>, or an id or the beginning of one. The one place where such text enters;
/// the grammar is that of the distribution project's reference package, which leaves no room for a path that climbs.
/// </summary>
public readonly partial record struct ImageReference : IParsable<ImageReference>
{
    private const int MaxLength = 512;

    private readonly string? _value;

    private ImageReference(string value) => _value = value;

    /// <summary>The text, as given.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether it is the id of an image, or long enough to be nothing else.</summary>
    public bool IsId => Id().IsMatch(Value);

    /// <summary>With the tag that is meant where none is given, as the docker CLI shows it: "busybox:latest".</summary>
    public string Tagged => IsId || Value.Contains('@', StringComparison.Ordinal) || Value.LastIndexOf(':') > Value.LastIndexOf('/') ? Value : $"{Value}:latest";

    /// <summary>Reads a reference.</summary>
    /// <exception cref="FormatException">It is none; the message quotes it.</exception>
    public static ImageReference Parse(string s, IFormatProvider? provider)
    {
        if (TryParse(s, provider, out var reference))
        {
            return reference;
        }

        var path = s is null ? "" : s.Split(':')[0];
        throw new FormatException(path.Any(char.IsUpper)
            ? $"invalid reference format: repository name ({(path.Contains('/', StringComparison.Ordinal) ? path : $"library/{path}")}) must be lowercase"
            : $"invalid reference format: \"{(s is { Length: > 64 } ? s[..64] + "…" : s)}\"");
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ImageReference result)
    {
        var valid = s is { Length: > 0 and <= MaxLength } && (Id().IsMatch(s) || Reference().IsMatch(s));
        result = valid ? new ImageReference(s!) : default;
        return valid;
    }

    /// <summary>Same as <see cref="Parse(string, IFormatProvider?)"/> without a format provider.</summary>
    /// <exception cref="FormatException">The text is no reference; the message quotes it.</exception>
    public static ImageReference Of(string text) => Parse(text, null);

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"\A(?:sha256:)?[a-f0-9]{12,64}\z")]
    private static partial Regex Id();

    // host: labels with dots, a port, localhost, or an IPv6 address; path: lower case with single . _ __ or dashes between.
    [GeneratedRegex(
        @"\A(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[a-fA-F0-9:]+\])(?::[0-9]+)?/)?"
        + @"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*"
        + @"(?::[\w][\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?\z")]
    private static partial Regex Reference();
}
