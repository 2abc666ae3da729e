namespace Dashboard.Services.Terminals.Screen;

/// <summary>Rows and a cursor: the normal screen, with a history above it, or the alternate one that full-screen programs draw on.</summary>
internal sealed class ScreenBuffer
{
    private readonly LineHistory? _history;
    private readonly RowWriter _writer;
    private readonly ByteText _line = new();
    private ScreenRow[] _rows;
    private int _first;

    public ScreenBuffer(int columns, int rows, LineHistory? history, RowWriter writer)
    {
        (Columns, _history, _writer) = (columns, history, writer);
        _rows = [.. Enumerable.Range(0, rows).Select(_ => new ScreenRow(columns))];
        Bottom = rows - 1;
    }

    public int Columns { get; private set; }

    public int Rows => _rows.Length;

    /// <summary>How many rows have left at the top.</summary>
    public int ScrolledRows { get; private set; }

    /// <summary>Column of the cursor; <see cref="Columns"/> when the next character goes to the next row.</summary>
    public int X { get; set; }

    public int Y { get; set; }

    /// <summary>First row of the region that scrolls.</summary>
    public int Top { get; set; }

    /// <summary>Last row of it.</summary>
    public int Bottom { get; set; }

    /// <summary>What DECSC kept.</summary>
    public SavedCursor Saved { get; set; } = new(0, 0, default, false);

    public ScreenRow this[int row] => _rows[(_first + row) % _rows.Length];

    /// <summary>The row of the cursor.</summary>
    public ScreenRow Current => this[Y];

    /// <summary>The region goes up by a row; from the top of the normal screen that goes into the history.</summary>
    public void Scroll(in Cell erased, bool isWrapped)
    {
        if (Top == 0 && _history is not null)
        {
            KeepFirst(isWrapped);
            ScrolledRows++;
        }

        if (Top == 0 && Bottom == Rows - 1)
        {
            _first = (_first + 1) % Rows;
        }
        else
        {
            Rotate(Top, Bottom, 1);
        }

        var row = this[Bottom];
        row.Clear(erased);
        row.IsWrapped = isWrapped;
    }

    /// <summary>Rows from <paramref name="top"/> to <paramref name="bottom"/> go up by <paramref name="count"/>, down if negative; nothing is kept of those that leave.</summary>
    public void Move(int top, int bottom, int count, in Cell erased)
    {
        var height = bottom - top + 1;
        count = Math.Clamp(count, -height, height);
        Rotate(top, bottom, count);
        for (var row = 0; row < Math.Abs(count); row++)
        {
            this[count > 0 ? bottom - row : top + row].Clear(erased);
        }
    }

    /// <summary>Cuts or lengthens all; the cursor stays on its row where it can.</summary>
    public void Resize(int columns, int rows)
    {
        var kept = Enumerable.Range(Math.Max(0, Math.Min(Y + 1, Rows) - rows), Rows).Where(row => row < Rows).Select(row => this[row]).Take(rows).ToList();
        Y = Math.Clamp(Y - Math.Max(0, Math.Min(Y + 1, Rows) - rows), 0, rows - 1);
        foreach (var row in kept)
        {
            row.Resize(columns);
        }

        while (kept.Count < rows)
        {
            kept.Add(new ScreenRow(columns));
        }

        (_rows, _first, Columns, Top, Bottom) = ([.. kept], 0, columns, 0, rows - 1);
        X = Math.Min(X, columns);
    }

    private void KeepFirst(bool isNextWrapped)
    {
        _line.Clear();
        var row = this[0];
        _writer.WriteRow(_line, row, Rows > 1 ? this[1].IsWrapped && this[1].Used > 0 : isNextWrapped);
        _history!.Add(_line.Span, row.IsWrapped);
    }

    private void Rotate(int top, int bottom, int count)
    {
        var height = bottom - top + 1;
        var moved = new ScreenRow[height];
        for (var row = 0; row < height; row++)
        {
            moved[row] = this[top + (row + count + height) % height];
        }

        for (var row = 0; row < height; row++)
        {
            _rows[(_first + top + row) % _rows.Length] = moved[row];
        }
    }
}

/// <summary>A cursor that was put aside, with its pen.</summary>
internal readonly record struct SavedCursor(int X, int Y, Cell Pen, bool IsGraphics);
