using System.Text.RegularExpressions;

namespace Dashboard.Services.Commands;

/// <summary>
/// The words of a command with the values that look secret left out: <c>PASSWORD=…</c> wherever it stands, <c>--password …</c>, and passwords
/// in URLs. For the audit log and for whatever shows a command.
/// </summary>
public static partial class SecretWords
{
    /// <summary>What stands in place of a value.</summary>
    public const string Masked = "********";

    /// <summary>The words, masked; as many as before.</summary>
    public static IReadOnlyList<string> Mask(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        // The value of "--password" is a word of its own.
        return [.. words.Select((word, n) => n > 0 && IsSecretFlag(words[n - 1]) ? Masked : Mask(word))];
    }

    /// <summary>The value of an option called <paramref name="option"/>, masked.</summary>
    public static string MaskValue(string option, string value) => SecretNames.LooksSecret(option) ? Masked : Mask(value);

    /// <summary>One word, which may be a whole script.</summary>
    public static string Mask(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        // "PASSWORD=all of this, whatever it holds": of one word, everything after the sign is the value.
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && !word.AsSpan(0, equals).ContainsAny(' ', '\t', '\n') && SecretNames.LooksSecret(word[..equals]))
        {
            return $"{word[..(equals + 1)]}{Masked}";
        }

        var text = Assignment().Replace(word, m => SecretNames.LooksSecret(m.Groups["name"].Value) ? $"{m.Groups["name"].Value}={Masked}" : m.Value);
        text = Flag().Replace(text, m => SecretNames.LooksSecret(m.Groups["name"].Value) ? $"{m.Groups["name"].Value}{m.Groups["gap"].Value}{Masked}" : m.Value);
        return UrlPassword().Replace(text, $"$1{Masked}@");
    }

    private static bool IsSecretFlag(string word) =>
        word.Length > 2 && word[0] == '-' && !word.Contains('=', StringComparison.Ordinal) && !word.Contains(' ', StringComparison.Ordinal) && SecretNames.LooksSecret(word);

    [GeneratedRegex("""(?<name>[\w.\-]+)=(?:"[^"]*"|'[^']*'|[^\s;&|]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex("""(?<name>(?<![\w\-])--?[A-Za-z][\w\-]+)(?<gap>[ \t]+)(?:"[^"]*"|'[^']*'|[^\s;&|]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Flag();

    // RFC 3986 §3.2.1: userinfo ends at the first @; what follows its colon is the password.
    [GeneratedRegex(@"(://[^/\s:@]*:)[^/\s@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UrlPassword();
}
