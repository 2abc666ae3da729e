using System.Text;

namespace Dashboard.Web.Containers.Listing;

/// <summary>
/// What is typed into the filter: terms between spaces, all of which must hold. A term is a word, or a field and a value ("label:team=blue"); a dash
/// before it turns it round; quotes hold spaces together, and a backslash in quotes takes the next character as it is. A word with a colon whose
/// beginning is no field is just a word: "nginx:1.27".
/// </summary>
/// <param name="Terms">The conditions.</param>
public sealed record FilterText(IReadOnlyList<FilterTerm> Terms)
{
    /// <summary>The first term that can never match, because its value is none of a few; null when there is none.</summary>
    public FilterTerm? Wrong => Terms.FirstOrDefault(t => t.Allowed is not null);

    /// <summary>Reads what was typed. A field without a value yet says nothing, so that the list does not jump while one types.</summary>
    public static FilterText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FilterText([.. Words(text).Select(ToTerm).OfType<FilterTerm>()]);
    }

    /// <summary>The term for a label, as it is typed.</summary>
    public static string ForLabel(string key, string value) => $"label:{Quote($"{key}={value}")}";

    /// <summary>The term for a compose project, as it is typed.</summary>
    public static string ForProject(string project) => $"project:{Quote(project)}";

    /// <summary>The text with <paramref name="term"/> added, or without it where it was there.</summary>
    public static string Toggle(string text, string term)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = Words(text).ToList();
        var there = words.RemoveAll(w => w.Typed == term) > 0;
        return string.Join(' ', there ? words.Select(w => w.Typed) : [.. words.Select(w => w.Typed), term]);
    }

    /// <summary>Whether a container is let through by all terms.</summary>
    public bool Admits(ContainerRow row)
    {
        foreach (var term in Terms)
        {
            if (!term.Admits(row))
            {
                return false;
            }
        }

        return true;
    }

    private static FilterTerm? ToTerm(Word word)
    {
        var excludes = word.Typed is ['-', _, ..];
        var text = excludes ? word.Text[1..] : word.Text;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && word.FirstQuote > colon && text[..colon].All(char.IsAsciiLetter)
            && Enum.TryParse<FilterField>(text[..colon], ignoreCase: true, out var field) && field != FilterField.Any)
        {
            return colon + 1 == text.Length ? null : new FilterTerm(field, text[(colon + 1)..], excludes);
        }

        return text.Length == 0 ? null : new FilterTerm(FilterField.Any, text, excludes);
    }

    private static IEnumerable<Word> Words(string text)
    {
        var i = 0;
        while (true)
        {
            while (i < text.Length && char.IsWhiteSpace(text[i]))
            {
                i++;
            }

            if (i == text.Length)
            {
                yield break;
            }

            var (start, word, isQuoted, firstQuote) = (i, new StringBuilder(), false, int.MaxValue);
            for (; i < text.Length && (isQuoted || !char.IsWhiteSpace(text[i])); i++)
            {
                switch (text[i])
                {
                    case '"':
                        isQuoted = !isQuoted;
                        firstQuote = Math.Min(firstQuote, word.Length);
                        break;
                    case '\\' when isQuoted && i + 1 < text.Length:
                        word.Append(text[++i]);
                        break;
                    default:
                        word.Append(text[i]);
                        break;
                }
            }

            yield return new Word(text[start..i], word.ToString(), firstQuote);
        }
    }

    private static string Quote(string text) => text.Any(c => char.IsWhiteSpace(c) || c is '"' or '\\')
        ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : text;

    // Where its first quote stood, in characters of the text: a colon after that is no field's.
    private sealed record Word(string Typed, string Text, int FirstQuote);
}
