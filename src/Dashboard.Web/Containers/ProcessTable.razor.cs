using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Containers;

/// <summary>The processes of a container. Which columns there are depends on the host's ps; they are set closer than docker's twenty places.</summary>
public partial class ProcessTable
{
    private string _text = "";

    /// <summary>What <c>docker top</c> printed: columns at least three spaces apart, the command line last.</summary>
    [Parameter, EditorRequired]
    public required string Output { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var lines = Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = lines.Length > 0 ? Between().Split(lines[0].TrimEnd()).Length : 0;
        List<string[]> rows = [.. lines.Select(l => Between().Split(l.TrimEnd(), Math.Max(columns, 1)))];
        int[] widths = [.. Enumerable.Range(0, columns).Select(i => rows.Max(r => i < r.Length ? r[i].Length : 0))];
        _text = string.Join('\n', rows.Select(r => string.Join("  ", r.Select((cell, i) => i == r.Length - 1 ? cell : cell.PadRight(widths[i])))));
    }

    [GeneratedRegex(" {3,}")]
    private static partial Regex Between();
}
