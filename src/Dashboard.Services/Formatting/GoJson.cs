using System.Globalization;
using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>JSON as Go's encoder writes it, byte for byte.</summary>
public static class GoJson
{
    /// <summary><paramref name="value"/> as the <c>json</c> function of templates gives it.</summary>
    public static string Write(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, escapesHtml: false);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, bool escapesHtml)
    {
        switch (value)
        {
            case null or GoNil or GoList { IsNil: true } or GoMap { IsNil: true }:
                text.Append("null");
                break;
            case bool b:
                text.Append(b ? "true" : "false");
                break;
            case string words:
                WriteText(text, words, escapesHtml);
                break;
            case GoNumber number:
                text.Append(number.Text);
                break;
            case long number:
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                text.Append(GoPrint.Nested(number));
                break;
            case GoList list:
                WriteAll(text, '[', ']', list, item => Write(text, item, escapesHtml));
                break;
            case GoMap map:
                WriteAll(text, '{', '}', map.Items, item => WritePair(text, item, escapesHtml));
                break;
            case IGoObject o:
                WriteAll(text, '{', '}', o.Fields, item => WritePair(text, item, escapesHtml || o.EscapesHtml));
                break;
            default:
                throw new InvalidOperationException($"{value.GetType()} is no value of templates.");
        }
    }

    private static void WritePair(StringBuilder text, KeyValuePair<string, object?> pair, bool escapesHtml)
    {
        WriteText(text, pair.Key, escapesHtml);
        text.Append(':');
        Write(text, pair.Value, escapesHtml);
    }

    private static void WriteAll<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            write(item);
        }

        text.Append(close);
    }

    private static void WriteText(StringBuilder text, string words, bool escapesHtml)
    {
        text.Append('"');
        foreach (var c in words)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\u2028' or '\u2029' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                '<' or '>' or '&' when escapesHtml => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
