using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Images;

/// <summary>
/// What names an image: <c>[host[:port]/]path[:tag][@digest]</c> (<see cref="ImageNames"/>), or an id or the beginning of one. The one place
/// where such text enters; the grammar leaves no room for a path that climbs.
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

        throw new FormatException(ImageNames.Complaint(s ?? "") is { } wrong && wrong != ImageNames.NoReference
            ? wrong
            : $"{ImageNames.NoReference}: \"{(s is { Length: > 64 } ? s[..64] + "…" : s)}\"");
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ImageReference result)
    {
        var valid = s is { Length: > 0 and <= MaxLength } && (Id().IsMatch(s) || ImageNames.Complaint(s) is null);
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
}
