using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>
/// The <c>--format</c> option of the docker CLI's lists: a template for each row, "json", or "table TEMPLATE" with titles and aligned columns.
/// </summary>
public sealed class ListFormat
{
    private const string TableKey = "table";
    private readonly GoTemplate _template;

    private ListFormat(GoTemplate template, bool isTable) => (_template, IsTable) = (template, isTable);

    /// <summary>Whether titles stand above.</summary>
    public bool IsTable { get; }

    /// <summary>Reads what a user gave; "table" alone and "" are the caller's to replace before.</summary>
    /// <exception cref="GoTemplateException">The template is wrong.</exception>
    public static ListFormat Parse(string format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var isTable = format.StartsWith(TableKey, StringComparison.Ordinal);
        var text = format == "json" ? "{{json .}}" : isTable ? format[TableKey.Length..] : format;
        text = text.Trim(' ').Replace(@"\t", "\t", StringComparison.Ordinal).Replace(@"\n", "\n", StringComparison.Ordinal);
        return new ListFormat(GoTemplate.Parse(text), isTable);
    }

    /// <summary>One row, which a list ends with a line break.</summary>
    /// <exception cref="GoTemplateException">It asks for what a row does not have.</exception>
    public string Row(IGoObject row) => _template.Execute(row);

    /// <summary>All rows, below <paramref name="titles"/> where it is a table.</summary>
    /// <exception cref="GoTemplateException">It asks for what a row does not have.</exception>
    public string Write(IEnumerable<IGoObject> rows, IGoObject titles)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(Row(row)).Append('\n');
        }

        return IsTable ? TabTable.Align(_template.ExecuteHeader(titles) + "\n" + text) : text.ToString();
    }
}
