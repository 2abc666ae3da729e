using System.Text.RegularExpressions;

namespace Dashboard.Services.Commands;

/// <summary>
/// Masks secret values in text by their names (<c>PASSWORD=…</c>, <c>--password …</c>) and their forms (passwords in URLs, tokens, keys). For
/// everything that leaves: what recurs without name or form is for <see cref="KnownSecrets"/>.
/// </summary>
public static class SecretWords
{
    /// <summary>What stands in place of a value.</summary>
    public const string Masked = "********";

    // "--opt o=addr=x" is three; more is nobody's.
    private const int Deepest = 8;

    /// <summary>The words of a command, masked; as many as before.</summary>
    public static IReadOnlyList<string> Mask(IReadOnlyList<string> words) => Mask(words, null);

    /// <summary>The value of an option, variable or label called <paramref name="name"/>, masked.</summary>
    public static string MaskValue(string name, string value) => MaskValue(name, value, null);

    /// <summary>One word, which may be a whole script.</summary>
    public static string Mask(string word) => Mask(word, null);

    /// <summary>The words, masked; each value that was found is told to <paramref name="found"/>.</summary>
    internal static IReadOnlyList<string> Mask(IReadOnlyList<string> words, Action<string>? found)
    {
        ArgumentNullException.ThrowIfNull(words);
        var starts = SecretFlags.Starts(words);
        return [.. words.Select((word, n) =>
            // The value of "--password", or of "X-Api-Key:", is a word of its own.
            n > 0 && (TakesNext(words[n - 1]) || n > 1 && words[n - 1] is "Basic" or "basic" or "Token" or "token" && TakesNext(words[n - 2])) ? Hide(word, found)
            : starts.TryGetValue(n, out var start) && start < word.Length ? word[..start] + Hide(word[start..], found)
            : Mask(word, found))];
    }

    /// <summary>A named value, masked; each value that was found is told to <paramref name="found"/>.</summary>
    internal static string MaskValue(string name, string value, Action<string>? found)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length > 0 && SecretNames.LooksSecret(name, value) ? Hide(value, found) : Mask(value, found);
    }

    /// <summary>A text, masked; each value that was found is told to <paramref name="found"/>.</summary>
    internal static string Mask(string word, Action<string>? found)
    {
        ArgumentNullException.ThrowIfNull(word);
        return Mask(word, found, 0);
    }

    /// <summary>Puts <see cref="Masked"/> in the place of a value and tells of it.</summary>
    internal static string Hide(string value, Action<string>? found)
    {
        if (IsHidden(value))
        {
            return value;
        }

        found?.Invoke(value);
        return Masked;
    }

    private static string Mask(string word, Action<string>? found, int depth)
    {
        // "PASSWORD=all of this, whatever it holds": of one word, everything after the sign is the value.
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && !word.AsSpan(0, equals).ContainsAny(" \t\n\"'"))
        {
            var (name, value) = (word[..equals], word[(equals + 1)..]);
            if (SecretNames.LooksSecret(name, value))
            {
                return $"{name}={Hide(value, found)}";
            }

            // A variable that holds a list of settings is judged as one: "DB=Password=two words;Host=x".
            if (depth < Deepest && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.'))
            {
                return $"{name}={Mask(value, found, depth + 1)}";
            }
        }

        try
        {
            return SecretShapes.Mask(word, found);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text that is made to take for ever is not shown at all.
            return Masked;
        }
    }

    /// <summary>Whether <paramref name="value"/> is what a mask has left.</summary>
    internal static bool IsHidden(string value) => value.Length > 0 && value.All(c => c is '*' or '•');

    private static bool TakesNext(string word) =>
        word.Length > 2 && (word[0] == '-' || word[^1] == ':') && !word.AsSpan().ContainsAny(" =\t\n") && SecretNames.LooksSecret(word)
        || word.Equals("bearer", StringComparison.OrdinalIgnoreCase);
}
