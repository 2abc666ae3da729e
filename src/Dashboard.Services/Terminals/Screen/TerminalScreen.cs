namespace Dashboard.Services.Terminals.Screen;

/// <summary>
/// What a terminal shows: the server's own picture of it, drawn from the same bytes as the browser's and by the same rules (xterm.js's).
/// Whoever comes later gets <see cref="Snapshot"/>, and has the very same screen. It also answers what programs ask a terminal, so that
/// an answer comes once, and comes with no browser there. Not thread-safe.
/// </summary>
internal sealed partial class TerminalScreen : ISequenceHandler
{
    private const int MostHistoryLines = 10_000;

    private readonly EscapeParser _parser;
    private readonly Graphemes _graphemes;
    private readonly LinkTable _links;
    private readonly RowWriter _writer;
    private readonly ByteText _answers = new();
    private readonly LineHistory _history;
    private ScreenModes _modes = new();
    private ScreenBuffer _normal;
    private ScreenBuffer? _alternate;
    private Cell _pen;
    private HashSet<int>? _tabStops;
    private uint _lastPrinted;

    // Whether G0 and G1 hold line drawing, and which of them is in use.
    private bool _isGraphics0;
    private bool _isGraphics1;
    private bool _isShifted;

    /// <param name="columns">Width in cells.</param>
    /// <param name="rows">Height in cells.</param>
    /// <param name="mostLinks">Different links that are kept.</param>
    /// <param name="mostHistory">Bytes of lines above it that are kept.</param>
    public TerminalScreen(int columns, int rows, int mostLinks = 256, int mostHistory = 768 * 1024)
    {
        _parser = new EscapeParser(this);
        (_graphemes, _links, _history) = (new Graphemes(), new LinkTable(mostLinks), new LineHistory(MostHistoryLines, mostHistory));
        _writer = new RowWriter(_graphemes, _links);
        _normal = new ScreenBuffer(columns, rows, _history, _writer);
    }

    // One that draws onto the normal screen of another.
    private TerminalScreen(TerminalScreen owner)
    {
        _parser = new EscapeParser(this);
        (_graphemes, _links, _history, _writer, _normal) = (owner._graphemes, owner._links, owner._history, owner._writer, owner._normal);
    }

    public int Columns => _normal.Columns;

    public int Rows => _normal.Rows;

    /// <summary>Whether a full-screen program has the alternate screen.</summary>
    public bool IsAlternate => _alternate is not null;

    private ScreenBuffer Screen => _alternate ?? _normal;

    private Cell Erased => _pen.Erased;

    private bool IsGraphics => _isShifted ? _isGraphics1 : _isGraphics0;

    /// <summary>Draws what a program printed. Gives what it is to be answered, mostly nothing.</summary>
    public byte[] Feed(ReadOnlySpan<byte> bytes)
    {
        _parser.Feed(bytes);
        if (_answers.Length == 0)
        {
            return [];
        }

        var answers = _answers.ToArray();
        _answers.Clear();
        return answers;
    }

    /// <summary>The screen as text, rows without trailing blanks.</summary>
    public string Text()
    {
        var text = new ByteText();
        for (var row = 0; row < Rows; row++)
        {
            var pen = default(Cell);
            var line = new ByteText();
            foreach (var cell in Screen[row].Cells.AsSpan(0, Screen[row].Used))
            {
                var plain = new Cell { Glyph = cell.Glyph, Style = cell.Style & CellStyle.Spacer };
                _writer.WriteCells(line, [plain], ref pen);
            }

            text.Add(System.Text.Encoding.UTF8.GetString(line.Span).TrimEnd());
            text.Add((byte)'\n');
        }

        return System.Text.Encoding.UTF8.GetString(text.Span);
    }

    public void Print(ReadOnlySpan<byte> ascii)
    {
        if (IsGraphics || _modes.IsInsert)
        {
            foreach (var b in ascii)
            {
                Print(IsGraphics ? LineDrawing.Of(b) : b);
            }

            return;
        }

        var screen = Screen;
        _lastPrinted = ascii[^1];
        while (ascii.Length > 0)
        {
            var row = MakeRoom(screen, 1);
            var count = Math.Min(ascii.Length, screen.Columns - screen.X);
            BreakWide(row, screen.X, screen.X + count);
            var cells = row.Cells.AsSpan(screen.X, count);
            var cell = _pen;
            for (var at = 0; at < cells.Length; at++)
            {
                cell.Glyph = ascii[at];
                cells[at] = cell;
            }

            screen.X += count;
            row.Used = Math.Max(row.Used, screen.X);
            row.IsPlain &= _pen.HasPenOf(default);
            ascii = ascii[count..];
        }
    }

    public void Print(int codePoint)
    {
        var width = CharWidth.Of(codePoint);
        var screen = Screen;
        if (width == 0)
        {
            Join(codePoint);
            return;
        }

        _lastPrinted = (uint)codePoint;
        var row = MakeRoom(screen, width);
        if (screen.X + width > screen.Columns)
        {
            return;
        }

        if (_modes.IsInsert)
        {
            row.Insert(screen.X, width, Erased);
        }

        BreakWide(row, screen.X, screen.X + width);
        var cell = _pen;
        cell.Glyph = (uint)codePoint;
        if (width == 2)
        {
            cell.Style |= CellStyle.Wide;
            row.Cells[screen.X] = cell;
            (cell.Glyph, cell.Style) = (0, (cell.Style & ~CellStyle.Wide) | CellStyle.Spacer);
            row.Cells[screen.X + 1] = cell;
        }
        else
        {
            row.Cells[screen.X] = cell;
        }

        screen.X += width;
        row.Used = Math.Max(row.Used, screen.X);
        row.IsPlain = row.IsPlain && codePoint < 0x7F && _pen.HasPenOf(default);
    }

    public void Control(byte code)
    {
        var screen = Screen;
        switch (code)
        {
            case 0x08:
                screen.X = Math.Max(0, Math.Min(screen.X, screen.Columns - 1) - 1);
                break;
            case 0x09 when screen.X < screen.Columns:
                screen.X = NextTab(screen.X);
                break;
            case 0x0A or 0x0B or 0x0C:
                LineFeed(screen);
                break;
            case 0x0D:
                screen.X = 0;
                break;
            case 0x0E or 0x0F:
                _isShifted = code == 0x0E;
                break;
        }
    }

    /// <summary>A link goes into the cells; titles, the clipboard, notifications and all else go nowhere.</summary>
    public void Osc(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("8;"u8))
        {
            var link = System.Text.Encoding.UTF8.GetString(text[2..]);
            var address = link.IndexOf(';', StringComparison.Ordinal);
            _pen.Link = address < 0 || address == link.Length - 1 ? (ushort)0 : _links.Add(link);
        }
    }

    // The row that the cursor is on, where the next character fits.
    private ScreenRow MakeRoom(ScreenBuffer screen, int width)
    {
        if (screen.X + width <= screen.Columns)
        {
            return screen.Current;
        }

        if (!_modes.IsWrapping)
        {
            screen.X = screen.Columns - 1;
            return screen.Current;
        }

        screen.X = 0;
        if (screen.Y == screen.Bottom)
        {
            screen.Scroll(Erased, isWrapped: true);
        }
        else
        {
            screen.Y = Math.Min(screen.Y + 1, screen.Rows - 1);
            screen.Current.IsWrapped = true;
        }

        return screen.Current;
    }

    // Whatever overwrites a half of a character of two cells takes the other half away.
    private static void BreakWide(ScreenRow row, int start, int end)
    {
        if (row.IsPlain)
        {
            return;
        }

        if (start > 0 && row.Cells[start - 1].Style.HasFlag(CellStyle.Wide))
        {
            Blank(ref row.Cells[start - 1]);
        }

        if (end < row.Cells.Length && row.Cells[end].Style.HasFlag(CellStyle.Spacer))
        {
            Blank(ref row.Cells[end]);
        }
    }

    private static void Blank(ref Cell cell)
    {
        cell.Glyph = 0;
        cell.Style &= CellStyle.Pen;
    }

    private void Join(int codePoint)
    {
        var (screen, row) = (Screen, Screen.Current);
        var at = screen.X - 1;
        if (at > 0 && row.Cells[at].Style.HasFlag(CellStyle.Spacer))
        {
            at--;
        }

        if (at >= 0 && row.Cells[at].Glyph != 0)
        {
            row.Cells[at].Glyph = _graphemes.Join(row.Cells[at].Glyph, codePoint);
            row.IsPlain = false;
        }
    }

    private void LineFeed(ScreenBuffer screen)
    {
        if (_modes.IsNewLine)
        {
            screen.X = 0;
        }

        Down(screen);
        if (screen.X >= screen.Columns)
        {
            screen.X = screen.Columns - 1;
        }
    }

    private void Down(ScreenBuffer screen)
    {
        if (screen.Y == screen.Bottom)
        {
            screen.Scroll(Erased, isWrapped: false);
        }
        else if (screen.Y < screen.Rows - 1)
        {
            screen.Y++;
            screen.Current.IsWrapped = false;
        }
    }

    private void Up(ScreenBuffer screen)
    {
        if (screen.Y == screen.Top)
        {
            screen.Move(screen.Top, screen.Bottom, -1, Erased);
        }
        else
        {
            screen.Y = Math.Max(0, screen.Y - 1);
        }
    }

    private int NextTab(int x)
    {
        do
        {
            x++;
        }
        while (x < Columns - 1 && !IsTab(x));
        return Math.Min(x, Columns - 1);
    }

    private int PreviousTab(int x)
    {
        x = Math.Min(x, Columns - 1);
        do
        {
            x--;
        }
        while (x > 0 && !IsTab(x));
        return Math.Max(x, 0);
    }

    private bool IsTab(int x) => _tabStops?.Contains(x) ?? x % 8 == 0;
}
