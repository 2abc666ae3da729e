using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>White space of JSON, made anew as Go's json.Indent and json.Compact do; every other character stays as it is.</summary>
public static class JsonLayout
{
    /// <summary>Indented by <paramref name="indent"/>; empty arrays and objects stay on one line.</summary>
    public static string Indent(string json, string indent)
    {
        ArgumentNullException.ThrowIfNull(json);
        var text = new StringBuilder(json.Length * 2);
        var depth = 0;
        var opened = false;
        foreach (var (c, isInText) in Characters(json))
        {
            if (isInText)
            {
                Begin();
                text.Append(c);
                continue;
            }

            switch (c)
            {
                case '{' or '[':
                    Begin();
                    text.Append(c);
                    depth++;
                    opened = true;
                    break;
                case '}' or ']':
                    depth--;
                    if (!opened)
                    {
                        NewLine();
                    }

                    opened = false;
                    text.Append(c);
                    break;
                case ',':
                    text.Append(c);
                    NewLine();
                    break;
                case ':':
                    text.Append(": ");
                    break;
                default:
                    Begin();
                    text.Append(c);
                    break;
            }
        }

        return text.ToString();

        void Begin()
        {
            if (opened)
            {
                opened = false;
                NewLine();
            }
        }

        void NewLine()
        {
            text.Append('\n');
            for (var i = 0; i < depth; i++)
            {
                text.Append(indent);
            }
        }
    }

    /// <summary>Without any white space between its parts.</summary>
    public static string Compact(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return string.Concat(Characters(json).Select(c => c.Character));
    }

    private static IEnumerable<(char Character, bool IsInText)> Characters(string json)
    {
        var inText = false;
        var escaped = false;
        foreach (var c in json)
        {
            if (inText)
            {
                yield return (c, true);
                inText = escaped || c != '"';
                escaped = !escaped && c == '\\';
            }
            else if (c == '"')
            {
                inText = true;
                yield return (c, true);
            }
            else if (!char.IsWhiteSpace(c))
            {
                yield return (c, false);
            }
        }
    }
}
