using System.Globalization;
using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>Double-quoted text as Go's strconv reads and writes it.</summary>
public static class GoQuote
{
    /// <summary><paramref name="text"/> in double quotes, what can't be printed escaped (strconv.Quote).</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\v' => "\\v",
                < ' ' or 0x7f => $"\\x{rune.Value:x2}",
                _ when IsPrintable(rune) => rune.ToString(),
                > 0xffff => $"\\U{rune.Value:x8}",
                _ => $"\\u{rune.Value:x4}",
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>What <paramref name="literal"/>, quotes included, stands for; null when it is wrong.</summary>
    public static string? Unquote(string literal)
    {
        ArgumentNullException.ThrowIfNull(literal);
        var text = new StringBuilder();
        for (var i = 1; i < literal.Length - 1; i++)
        {
            if (literal[i] != '\\')
            {
                text.Append(literal[i]);
                continue;
            }

            i++;
            var digits = literal[i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0)
            {
                if (i + digits >= literal.Length
                    || !int.TryParse(literal.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code))
                {
                    return null;
                }

                text.Append(new Rune(code).ToString());
                i += digits;
                continue;
            }

            char? plain = literal[i] switch
            {
                'a' => '\a', 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', 'v' => '\v', '\\' => '\\', '"' => '"', _ => null,
            };
            if (plain is null)
            {
                return null;
            }

            text.Append(plain);
        }

        return text.ToString();
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
