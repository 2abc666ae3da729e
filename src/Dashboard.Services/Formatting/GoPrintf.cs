using System.Globalization;
using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>The verbs of Go's printf that make sense on what templates have: %v %s %q %d %x %X %o %b %c %t %f %e %g %T %%.</summary>
internal static class GoPrintf
{
    public static string Format(string format, object?[] arguments)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            var flags = "";
            for (i++; i < format.Length && "+-# 0".Contains(format[i], StringComparison.Ordinal); i++)
            {
                flags += format[i];
            }

            var width = Digits(format, ref i);
            int? precision = null;
            if (i < format.Length && format[i] == '.')
            {
                i++;
                precision = Digits(format, ref i) ?? 0;
            }

            if (i >= format.Length)
            {
                text.Append("%!(NOVERB)");
                break;
            }

            if (format[i] == '%')
            {
                text.Append('%');
                continue;
            }

            if (next >= arguments.Length)
            {
                text.Append("%!").Append(format[i]).Append("(MISSING)");
                continue;
            }

            var word = Word(format[i], flags, precision, arguments[next++]);
            text.Append(Padded(word, width ?? 0, flags));
        }

        if (next < arguments.Length)
        {
            text.Append("%!(EXTRA ").AppendJoin(", ", arguments[next..].Select(a => $"{GoValues.TypeName(a)}={GoPrint.Nested(a)}")).Append(')');
        }

        return text.ToString();
    }

    /// <summary>Characters to which the numbers of a format may fill it up.</summary>
    public static long Widths(string format)
    {
        var widths = 0L;
        for (var i = 0; i < format.Length; i++)
        {
            widths += char.IsAsciiDigit(format[i]) ? Math.Min(Digits(format, ref i) ?? 0, GoTemplateFunctions.WidestPadding) : 0;
        }

        return widths;
    }

    private static string Word(char verb, string flags, int? precision, object? value) => (verb, value) switch
    {
        ('v', _) => GoPrint.Nested(value),
        ('T', _) => GoValues.TypeName(value),
        ('s', string text) => Cut(text, precision),
        ('q', string text) => GoQuote.Quote(Cut(text, precision)),
        ('x', string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        ('X', string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text)),
        ('s' or 'q' or 'd' or 'x', GoList list) => $"[{string.Join(' ', list.Select(item => Word(verb, flags, precision, item)))}]",
        ('s', GoMap or IGoObject) => GoPrint.Nested(value),
        ('t', bool b) => b ? "true" : "false",
        ('d', long number) => (flags.Contains('+', StringComparison.Ordinal) && number >= 0 ? "+" : "") + number.ToString(CultureInfo.InvariantCulture),
        ('x', long number) => Based(number, 16),
        ('X', long number) => Based(number, 16).ToUpperInvariant(),
        ('o', long number) => Based(number, 8),
        ('b', long number) => Based(number, 2),
        ('c', long number) => Rune.IsValid((int)number) ? new Rune((int)number).ToString() : "\uFFFD",
        ('f' or 'F', double number) => number.ToString("F" + Wanted(precision ?? 6), CultureInfo.InvariantCulture),
        ('e', double number) => number.ToString((precision ?? 6) == 0 ? "0e+00" : $"0.{new string('0', Math.Min(precision ?? 6, 50))}e+00", CultureInfo.InvariantCulture),
        ('g', double number) => precision is { } digits ? GoNumbers.General(number, Math.Clamp(digits, 1, 50)) : GoPrint.Nested(number),
        (_, null or GoNil) => $"%!{verb}(<nil>)",
        _ => $"%!{verb}({GoValues.TypeName(value)}={GoPrint.Nested(value)})",
    };

    private static string Based(long number, int toBase) =>
        number < 0 ? "-" + Convert.ToString(-number, toBase) : Convert.ToString(number, toBase);

    private static string Wanted(int precision) => Math.Min(precision, 50).ToString(CultureInfo.InvariantCulture);

    private static string Cut(string text, int? precision) =>
        precision is { } runes ? string.Concat(text.EnumerateRunes().Take(runes).Select(r => r.ToString())) : text;

    private static string Padded(string word, int width, string flags)
    {
        if (width > GoTemplateFunctions.WidestPadding)
        {
            return $"%!(BADWIDTH){word}";
        }

        var missing = width - word.EnumerateRunes().Count();
        if (missing <= 0)
        {
            return word;
        }

        return flags.Contains('-', StringComparison.Ordinal) ? word + new string(' ', missing)
            : !flags.Contains('0', StringComparison.Ordinal) ? new string(' ', missing) + word
            : word is ['-' or '+', ..] ? word[0] + new string('0', missing) + word[1..]
            : new string('0', missing) + word;
    }

    private static int? Digits(string format, ref int at)
    {
        int? number = null;
        for (; at < format.Length && char.IsAsciiDigit(format[at]); at++)
        {
            number = Math.Min(((number ?? 0) * 10) + (format[at] - '0'), 1_000_000);
        }

        return number;
    }
}
