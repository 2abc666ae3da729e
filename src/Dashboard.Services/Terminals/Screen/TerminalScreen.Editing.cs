namespace Dashboard.Services.Terminals.Screen;

/// <summary>Erasing, inserting and deleting.</summary>
internal sealed partial class TerminalScreen
{
    private bool Edit(ControlSequence sequence)
    {
        var (screen, n, row) = (Screen, sequence.Get(0, 1), Screen.Current);
        switch ((char)sequence.Final)
        {
            case 'J':
                EraseScreen(screen, Math.Max(sequence.Raw(0), 0));
                break;
            case 'K':
                EraseRow(screen, Math.Max(sequence.Raw(0), 0));
                break;
            case 'X':
                Restrict(screen);
                EraseCells(row, screen.X, (int)Math.Min((long)screen.X + n, Columns));
                break;
            case '@' or 'P':
                Restrict(screen);
                BreakWide(row, screen.X, screen.X + (sequence.Final == 'P' ? Math.Min(n, Columns - screen.X) : 0));
                if (sequence.Final == '@')
                {
                    row.Insert(screen.X, n, Erased);
                    MendEnd(row);
                }
                else
                {
                    row.Delete(screen.X, n, Erased);
                }

                break;
            case 'L' or 'M':
                Restrict(screen);
                if (screen.Y >= screen.Top && screen.Y <= screen.Bottom)
                {
                    screen.Move(screen.Y, screen.Bottom, sequence.Final == 'M' ? Math.Min(n, Rows) : -Math.Min(n, Rows), Erased);
                    screen.X = 0;
                }

                break;
            case 'S':
                screen.Move(screen.Top, screen.Bottom, Math.Min(n, Rows), Erased);
                break;
            case 'T' when sequence.Count <= 1:
                screen.Move(screen.Top, screen.Bottom, -Math.Min(n, Rows), default);
                break;
            case 'b' when _lastPrinted != 0:
                for (var times = Math.Min(n, Columns * Rows); times > 0; times--)
                {
                    Print((int)_lastPrinted);
                }

                break;
            default:
                return false;
        }

        return true;
    }

    private void EraseScreen(ScreenBuffer screen, int what)
    {
        RestrictRow(screen);
        switch (what)
        {
            case 0:
                EraseCells(screen.Current, screen.X, Columns);
                screen.Current.IsWrapped &= screen.X > 0;
                for (var row = screen.Y + 1; row < Rows; row++)
                {
                    screen[row].Clear(Erased);
                }

                break;
            case 1:
                EraseCells(screen.Current, 0, Math.Min(screen.X + 1, Columns));
                screen.Current.IsWrapped = false;
                if (screen.X + 1 >= Columns && screen.Y + 1 < Rows)
                {
                    screen[screen.Y + 1].IsWrapped = false;
                }

                for (var row = 0; row < screen.Y; row++)
                {
                    screen[row].Clear(Erased);
                }

                break;
            case 2:
                for (var row = 0; row < Rows; row++)
                {
                    screen[row].Clear(Erased);
                }

                break;
            case 3 when screen == _normal:
                _history.Clear();
                break;
        }
    }

    private void EraseRow(ScreenBuffer screen, int what)
    {
        RestrictRow(screen);
        var (start, end) = what switch { 0 => (screen.X, Columns), 1 => (0, Math.Min(screen.X + 1, Columns)), 2 => (0, Columns), _ => (0, 0) };
        EraseCells(screen.Current, start, end);
        screen.Current.IsWrapped &= what == 0 ? screen.X > 0 : what != 2;
    }

    private void EraseCells(ScreenRow row, int start, int end)
    {
        if (start < end)
        {
            BreakWide(row, start, end);
            row.Erase(start, end, Erased);
        }
    }

    private void EditColumns(bool isInsert, int n)
    {
        var screen = Screen;
        if (screen.Y < screen.Top || screen.Y > screen.Bottom)
        {
            return;
        }

        for (var row = screen.Top; row <= screen.Bottom; row++)
        {
            if (isInsert)
            {
                screen[row].Insert(Math.Min(screen.X, Columns - 1), n, Erased);
                MendEnd(screen[row]);
            }
            else
            {
                screen[row].Delete(Math.Min(screen.X, Columns - 1), n, Erased);
            }

            screen[row].IsWrapped = false;
        }
    }

    // Of a character of two cells that was pushed half out of its row nothing is left.
    private static void MendEnd(ScreenRow row)
    {
        if (row.Cells[^1].Style.HasFlag(CellStyle.Wide))
        {
            Blank(ref row.Cells[^1]);
        }
    }

    private void Align(ScreenBuffer screen)
    {
        MoveTo(screen, 0, 0);
        for (var row = 0; row < Rows; row++)
        {
            var cell = _pen;
            cell.Glyph = 'E';
            screen[row].Cells.AsSpan().Fill(cell);
            (screen[row].Used, screen[row].IsPlain, screen[row].IsWrapped) = (Columns, false, false);
        }
    }
}
