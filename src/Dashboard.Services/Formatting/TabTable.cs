using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>Aligns cells that end in tabs, as Go's text/tabwriter does: a column is as wide as its widest cell in neighbouring lines.</summary>
/// <param name="minimum">Least width of a column, its gap included.</param>
/// <param name="gap">Spaces after the widest cell.</param>
public sealed class TabTable(int minimum, int gap)
{
    // Each column is a call of ours, each cell an object, and a wide cell makes all around it as wide.
    private const int MostColumns = 500;
    private const int MostCells = 1_000_000;
    private const int LongestOutput = 12 * 1024 * 1024;

    private readonly List<int> _widths = [];
    private readonly StringBuilder _output = new();
    private string[][] _lines = [];

    /// <summary>The docker CLI's tables.</summary>
    public static string Align(string text) => new TabTable(10, 3).Write(text);

    /// <summary><paramref name="text"/> with its tabs replaced by spaces.</summary>
    /// <exception cref="GoTemplateException">The table is too large.</exception>
    public string Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().Count('\n') + text.AsSpan().Count('\t') >= MostCells)
        {
            throw TooLarge($"has more than {MostCells} cells");
        }

        _lines = [.. text.Split('\n').Select(line => line.Split('\t'))];
        if (_lines.Max(l => l.Length) > MostColumns)
        {
            throw TooLarge($"has more than {MostColumns} columns");
        }

        _output.Clear();
        Format(0, _lines.Length);
        return _output.ToString();
    }

    private void Format(int from, int to)
    {
        var column = _widths.Count;
        for (var line = from; line < to; line++)
        {
            if (column >= _lines[line].Length - 1)
            {
                continue;
            }

            WriteLines(from, line);
            from = line;
            var width = minimum;
            for (; line < to && column < _lines[line].Length - 1; line++)
            {
                width = Math.Max(width, CellWidth.Of(_lines[line][column]) + gap);
            }

            _widths.Add(width);
            Format(from, line);
            _widths.RemoveAt(column);
            from = line;
        }

        WriteLines(from, to);
    }

    private static GoTemplateException TooLarge(string how) => new($"template: : executing \"\": the table {how}");

    private void WriteLines(int from, int to)
    {
        for (var line = from; line < to; line++)
        {
            for (var column = 0; column < _lines[line].Length; column++)
            {
                var cell = _lines[line][column];
                if (_output.Length > LongestOutput)
                {
                    throw TooLarge($"is longer than {LongestOutput / 1048576} million characters");
                }

                _output.Append(cell);
                if (column < _widths.Count)
                {
                    _output.Append(' ', _widths[column] - CellWidth.Of(cell));
                }
            }

            if (line + 1 < _lines.Length)
            {
                _output.Append('\n');
            }
        }
    }
}
