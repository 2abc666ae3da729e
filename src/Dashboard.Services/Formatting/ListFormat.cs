using System.Text;
using Dashboard.Services.Budgets;

namespace Dashboard.Services.Formatting;

/// <summary>
/// The <c>--format</c> option of the docker CLI's lists: a template for each row, "json", or "table TEMPLATE" with titles and aligned columns.
/// </summary>
public sealed class ListFormat
{
    private const string TableKey = "table";

    // So many that the clock is read every few rows.
    private const int StepsOfARow = 1000;

    // Tens of thousands of rows with all that is known of them.
    private static readonly WorkLimits _limits = new(long.MaxValue, 24 * 1024 * 1024, WorkLimits.Answer);

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
    /// <exception cref="GoTemplateException">It asks for what a row does not have, or for too much work.</exception>
    public string Write(IEnumerable<IGoObject> rows, IGoObject titles)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder();
        var budget = new WorkBudget("the list", _limits, CancellationToken.None);
        try
        {
            foreach (var row in rows)
            {
                var line = Row(row);
                budget.Make(2L * (line.Length + 1));
                budget.Step(StepsOfARow);
                text.Append(line).Append('\n');
            }
        }
        catch (BudgetExceededException e)
        {
            throw new GoTemplateException($"template: : executing \"\": {e.Message}");
        }

        return IsTable ? TabTable.Align(_template.ExecuteHeader(titles) + "\n" + text) : text.ToString();
    }
}
