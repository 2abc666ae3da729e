using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Commands;

/// <summary>
/// The id or name of a container, volume, network or environment, as the engine's own name rule allows it
/// (<c>[a-zA-Z0-9][a-zA-Z0-9_.-]*</c>, moby's <c>daemon/names</c>). The one place where such text enters:
/// the client library puts ids into request paths unescaped, so "../volumes/x" as a container's id would delete a volume.
/// </summary>
public readonly partial record struct ResourceName : IParsable<ResourceName>
{
    private const int MaxLength = 255;

    private readonly string? _value;

    private ResourceName(string value) => _value = value;

    /// <summary>The text, never empty for a parsed name.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads a name; a single leading slash, as the engine puts before container names, is dropped.</summary>
    /// <exception cref="FormatException">The text is no valid name; the message quotes it.</exception>
    public static ResourceName Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var name)
            ? name
            : throw new FormatException($"invalid name or id \"{Shown(s)}\": only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ResourceName result)
    {
        result = default;
        if (s is null)
        {
            return false;
        }

        var text = s.StartsWith('/') ? s[1..] : s;
        if (text.Length > MaxLength || !Allowed().IsMatch(text))
        {
            return false;
        }

        result = new ResourceName(text);
        return true;
    }

    /// <summary>Same as <see cref="Parse(string, IFormatProvider?)"/> without a format provider.</summary>
    /// <exception cref="FormatException">The text is no valid name; the message quotes it.</exception>
    public static ResourceName Of(string text) => Parse(text, null);

    /// <summary>Same as <see cref="TryParse(string?, IFormatProvider?, out ResourceName)"/> without a format provider.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out ResourceName result) => TryParse(s, null, out result);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string Shown(string? text) => text is null ? "" : text.Length <= 64 ? text : text[..64] + "…";

    // \z, not $: "web\n" must not pass.
    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.-]*\z")]
    private static partial Regex Allowed();
}
