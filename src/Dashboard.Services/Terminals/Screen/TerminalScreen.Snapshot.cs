namespace Dashboard.Services.Terminals.Screen;

/// <summary>The way back: from a screen to bytes that draw it.</summary>
internal sealed partial class TerminalScreen
{
    /// <summary>Bytes that make a terminal of the same size the same: lines above, screens, cursor, pen, modes, and what has come of an unfinished sequence.</summary>
    /// <param name="mostHistory">How many lines above the screen, at most.</param>
    public byte[] Snapshot(int mostHistory = int.MaxValue)
    {
        var to = new ByteText();
        to.Add("\ec"u8);
        WriteHistory(to, mostHistory);
        WriteRows(to);
        if (_alternate is null)
        {
            WriteSaved(to, _normal);
        }
        else
        {
            WriteCursor(to, _normal.Saved.X, _normal.Saved.Y);
            var pen = default(Cell);
            _writer.WritePen(to, _normal.Saved.Pen, ref pen);
            to.Add("\e[?1049h\e[0m"u8);
            WriteAlternate(to, _alternate);
            WriteSaved(to, _alternate);
        }

        WriteState(to);
        to.Add(_parser.Pending);
        return to.ToArray();
    }

    /// <summary>
    /// Gives the screen another size. Lines of the normal screen that were broken because they were too long are broken anew: they are drawn
    /// again, from the bytes that draw them.
    /// </summary>
    public void Resize(int columns, int rows)
    {
        if (columns == Columns && rows == Rows)
        {
            return;
        }

        _alternate?.Resize(columns, rows);
        var old = _normal;
        var above = _history.TakeNewest(rows);
        var saved = old.Saved with { X = Math.Min(old.Saved.X, columns - 1), Y = Math.Min(old.Saved.Y, rows - 1) };
        _normal = new ScreenBuffer(columns, rows, _history, _writer) { Saved = saved };
        var redrawing = new Redrawing(this);
        foreach (var (line, isWrapped) in above)
        {
            redrawing.Begin(isWrapped);
            redrawing.Draw(line);
        }

        var lastRow = LastRow(old);
        var (x, y) = (0, 0);
        for (var row = 0; row <= lastRow; row++)
        {
            redrawing.Begin(IsContinued(old, row));
            var cells = old[row].Cells.AsSpan(0, row < lastRow && IsContinued(old, row + 1) ? old.Columns : old[row].Used);
            if (row != old.Y)
            {
                redrawing.Draw(cells);
                continue;
            }

            var before = Math.Min(old.X, cells.Length);
            redrawing.Draw(cells[..before]);
            (x, y) = redrawing.Position(old.X - before);
            redrawing.Draw(cells[before..]);
        }

        redrawing.End(x, y);
    }

    private static bool IsContinued(ScreenBuffer screen, int row) => screen[row].IsWrapped && screen[row].Used > 0;

    private static int LastRow(ScreenBuffer screen)
    {
        var last = screen.Rows - 1;
        while (last > screen.Y && screen[last].Used == 0)
        {
            last--;
        }

        return last;
    }

    private void WriteHistory(ByteText to, int most)
    {
        var isFirst = true;
        foreach (var (line, isWrapped) in _history.Lines().Skip(Math.Max(0, _history.Count - most)))
        {
            to.Add(isFirst || isWrapped ? [] : "\r\n"u8);
            to.Add(line.Span);
            isFirst = false;
        }
    }

    private void WriteRows(ByteText to)
    {
        for (var row = 0; row < Rows; row++)
        {
            if ((row > 0 || _history.Count > 0) && !IsContinued(_normal, row))
            {
                to.Add("\r\n"u8);
            }

            _writer.WriteRow(to, _normal[row], row < Rows - 1 && IsContinued(_normal, row + 1));
        }
    }

    private void WriteAlternate(ByteText to, ScreenBuffer screen)
    {
        for (var row = 0; row < Rows; row++)
        {
            if (screen[row].Used > 0)
            {
                WriteCursor(to, 0, row);
                _writer.WriteRow(to, screen[row], isFilled: false);
            }
        }
    }

    private void WriteSaved(ByteText to, ScreenBuffer screen)
    {
        WriteCursor(to, screen.Saved.X, screen.Saved.Y);
        var pen = default(Cell);
        _writer.WritePen(to, screen.Saved.Pen, ref pen);
        to.Add(screen.Saved.IsGraphics ? "\e(0\e7\e(B"u8 : "\e7"u8);
        _writer.WritePen(to, default, ref pen);
    }

    private void WriteState(ByteText to)
    {
        var screen = Screen;
        if (_tabStops is not null)
        {
            to.Add("\e[3g"u8);
            foreach (var stop in _tabStops.Where(stop => stop < Columns).Order())
            {
                WriteCursor(to, stop, 0);
                to.Add("\eH"u8);
            }
        }

        if (screen.Top > 0 || screen.Bottom < Rows - 1)
        {
            to.Add("\e["u8);
            to.Add(screen.Top + 1);
            to.Add((byte)';');
            to.Add(screen.Bottom + 1);
            to.Add((byte)'r');
        }

        _modes.Write(to);
        var pen = default(Cell);
        if (screen.X < Columns)
        {
            WriteCursor(to, screen.X, screen.Y);
        }
        else
        {
            // Where the next character goes to the next row: only drawing the last one again leads there.
            var width = screen.Current.Cells[Columns - 1].Style.HasFlag(CellStyle.Spacer) ? 2 : 1;
            WriteCursor(to, Columns - width, screen.Y);
            _writer.WriteCells(to, screen.Current.Cells.AsSpan(Columns - width, width), ref pen);
        }

        if (_modes.IsOrigin)
        {
            to.Add("\e[?6h"u8);
            WriteCursor(to, Math.Min(screen.X, Columns - 1), screen.Y - screen.Top);
        }

        _writer.WritePen(to, _pen, ref pen);
        _modes.WriteDrawing(to);
        to.Add(_isGraphics0 ? "\e(0"u8 : []);
        to.Add(_isGraphics1 ? "\e)0"u8 : []);
        to.Add(_isShifted ? "\x0e"u8 : []);
    }

    private static void WriteCursor(ByteText to, int x, int y)
    {
        to.Add("\e["u8);
        to.Add(y + 1);
        to.Add((byte)';');
        to.Add(x + 1);
        to.Add((byte)'H');
    }

    // Draws old rows onto the new normal screen, whatever is being drawn otherwise.
    private sealed class Redrawing(TerminalScreen screen)
    {
        private readonly TerminalScreen _drawn = new(screen);
        private readonly ByteText _line = new();
        private bool _isFirst = true;
        private Cell _pen;

        private int Scrolled => _drawn._normal.ScrolledRows;

        public void Begin(bool isContinued)
        {
            if (!_isFirst && !isContinued)
            {
                _drawn.Feed("\r\n"u8);
            }

            _isFirst = false;
        }

        public void Draw(ReadOnlySpan<byte> line) => _drawn.Feed(line);

        public void Draw(ReadOnlySpan<Cell> cells)
        {
            _line.Clear();
            screen._writer.WriteCells(_line, cells, ref _pen);
            screen._writer.WritePen(_line, default, ref _pen);
            _drawn.Feed(_line.Span);
        }

        // Rows count from the first that was drawn, as those at the top may leave the screen yet.
        public (int X, int Row) Position(int blanks) => (_drawn._normal.X + blanks, _drawn._normal.Y + Scrolled);

        public void End(int x, int row)
        {
            screen._normal.Y = Math.Clamp(row - Scrolled, 0, screen.Rows - 1);
            screen._normal.X = Math.Min(x, screen.Columns);
        }
    }
}
