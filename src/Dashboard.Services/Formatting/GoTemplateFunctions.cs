using System.Globalization;
using System.Net;
using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>The functions that <c>--format</c> has: text/template's own and docker's (<c>json</c>, <c>join</c>, <c>upper</c>, …).</summary>
internal static class GoTemplateFunctions
{
    // What pad and printf may add; enough for any terminal.
    internal const int WidestPadding = 10_000;

    private static readonly Dictionary<string, GoFunction> _values = new(StringComparer.Ordinal)
    {
        ["and"] = new(1, int.MaxValue, a => a[0]),
        ["or"] = new(1, int.MaxValue, a => a[0]),
        ["not"] = new(1, 1, a => !GoValues.IsTrue(a[0])),
        ["len"] = new(1, 1, a => Length(a[0])) { Growth = 1 },
        ["index"] = new(1, int.MaxValue, a => a.Skip(1).Aggregate(a[0], GoIndexing.Index)) { Growth = 1 },
        ["slice"] = new(1, 4, GoIndexing.Slice) { Growth = 1 },
        ["print"] = new(0, int.MaxValue, GoPrint.Print) { Growth = 1, IsDeep = true },
        ["println"] = new(0, int.MaxValue, a => string.Join(' ', a.Select(GoPrint.Nested)) + "\n") { Growth = 2, IsDeep = true },
        ["printf"] = new(1, int.MaxValue, a => GoPrintf.Format(Text(a[0]), a[1..])) { Growth = 6, IsDeep = true },
        ["html"] = new(0, int.MaxValue, a => Html(GoPrint.Print(a))) { Growth = 6, IsDeep = true },
        ["js"] = new(0, int.MaxValue, a => Js(GoPrint.Print(a))) { Growth = 6, IsDeep = true },
        ["urlquery"] = new(0, int.MaxValue, a => WebUtility.UrlEncode(GoPrint.Print(a))) { Growth = 9, IsDeep = true },
        ["eq"] = new(1, int.MaxValue, a => GoComparison.EqualsAny(a)),
        ["ne"] = new(2, 2, a => !GoComparison.EqualsAny(a)),
        ["lt"] = new(2, 2, a => GoComparison.Compare(a) < 0),
        ["le"] = new(2, 2, a => GoComparison.Compare(a) <= 0),
        ["gt"] = new(2, 2, a => GoComparison.Compare(a) > 0),
        ["ge"] = new(2, 2, a => GoComparison.Compare(a) >= 0),
        ["json"] = new(1, 1, a => GoJson.Write(a[0])) { Growth = 6, IsDeep = true },
        ["split"] = new(2, 2, a => new GoList([.. Split(Text(a[0]), Text(a[1]))])) { Growth = 16 },
        ["join"] = new(2, 2, a => string.Join(Text(a[1]), Texts(a[0]))) { Growth = 1, IsDeep = true },
        ["title"] = new(1, 1, a => Title(Text(a[0]))) { Growth = 1 },
        ["lower"] = new(1, 1, a => Text(a[0]).ToLowerInvariant()) { Growth = 1 },
        ["upper"] = new(1, 1, a => Text(a[0]).ToUpperInvariant()) { Growth = 1 },
        ["pad"] = new(3, 3, a => Pad(Text(a[0]), Number(a[1]), Number(a[2]))) { Growth = 1 },
        ["truncate"] = new(2, 2, a => Truncate(Text(a[0]), Number(a[1]))) { Growth = 2 },
    };

    private static readonly Dictionary<string, GoFunction> _titles = new(_values)
    {
        ["json"] = new(1, 1, a => a[0]),
        ["split"] = new(2, 2, a => a[0]),
        ["join"] = new(2, 2, a => a[0]),
        ["title"] = new(1, 1, a => a[0]),
        ["lower"] = new(1, 1, a => a[0]),
        ["upper"] = new(1, 1, a => a[0]),
        ["pad"] = new(3, 3, a => a[0]),
        ["truncate"] = new(2, 2, a => a[0]),
    };

    public static bool IsKnown(string name) => _values.ContainsKey(name);

    public static IReadOnlyDictionary<string, GoFunction> Of(bool forHeader) => forHeader ? _titles : _values;

    internal static string Text(object? value) => value as string ?? throw new GoTypeException("string", value);

    internal static int Number(object? value) => value is long number
        ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
        : throw new GoTypeException("int", value);

    private static IEnumerable<string> Texts(object? value) => value is GoList list
        ? list.Select(Text)
        : throw new GoTypeException("[]string", value);

    private static IEnumerable<object?> Split(string text, string separator) =>
        separator.Length > 0 ? text.Split(separator) : text.EnumerateRunes().Select(r => r.ToString());

    private static long Length(object? value) => value switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        GoList list => list.Count,
        GoMap map => map.Count,
        null or GoNil => throw new GoArgumentException("len of nil pointer"),
        _ => throw new GoArgumentException($"len of type {GoValues.TypeName(value)}"),
    };

    private static string Pad(string text, int before, int after) => text.Length == 0 ? text
        : before < 0 || after < 0 || before > WidestPadding || after > WidestPadding ? throw new GoArgumentException("the padding is too wide")
        : new string(' ', before) + text + new string(' ', after);

    // By bytes, as docker does; a character that is cut in two shows as �.
    private static string Truncate(string text, int length)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length < length ? text : length < 0 ? throw new GoArgumentException("slice bounds out of range") : Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static string Title(string text)
    {
        var title = new StringBuilder(text.Length);
        var previous = ' ';
        foreach (var c in text)
        {
            title.Append(char.IsLetterOrDigit(previous) || previous == '_' || (previous > 127 && !char.IsWhiteSpace(previous)) ? c : char.ToUpperInvariant(c));
            previous = c;
        }

        return title.ToString();
    }

    private static string Html(string text) => text
        .Replace("\0", "\uFFFD", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal);

    private static string Js(string text) => string.Concat(text.Select(c => c switch
    {
        '\\' => @"\\",
        '\'' => @"\'",
        '"' => "\\\"",
        '<' or '>' or '&' or '=' or < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
        _ => c.ToString(),
    }));
}
