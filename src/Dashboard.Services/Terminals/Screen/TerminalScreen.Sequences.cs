namespace Dashboard.Services.Terminals.Screen;

/// <summary>Escape and control sequences. What is not here does nothing.</summary>
internal sealed partial class TerminalScreen
{
    public void Escape(byte intermediate, byte final)
    {
        var screen = Screen;
        switch ((char)intermediate, (char)final)
        {
            case ('\0', '7'):
                SaveCursor();
                break;
            case ('\0', '8'):
                RestoreCursor();
                break;
            case ('\0', 'D'):
                Down(screen);
                Restrict(screen);
                break;
            case ('\0', 'E'):
                screen.X = 0;
                Down(screen);
                break;
            case ('\0', 'M'):
                Restrict(screen);
                Up(screen);
                break;
            case ('\0', 'H'):
                _tabStops ??= [.. Enumerable.Range(0, Columns).Where(x => x % 8 == 0)];
                _tabStops.Add(screen.X);
                break;
            case ('\0', 'c'):
                Reset();
                break;
            case ('\0', '=' or '>'):
                _modes.Set(66, final == '=');
                break;
            case ('(', _):
                _isGraphics0 = final == '0';
                break;
            case (')', _):
                _isGraphics1 = final == '0';
                break;
            case ('#', '8'):
                Align(screen);
                break;
        }
    }

    public void Csi(ControlSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        switch ((char)sequence.Prefix, (char)sequence.Intermediate)
        {
            case ('\0', '\0'):
                if (!Move(sequence) && !Edit(sequence))
                {
                    Set(sequence);
                }

                break;
            case ('?', '\0') when (char)sequence.Final is 'h' or 'l':
                for (var at = 0; at < sequence.Count; at++)
                {
                    SetPrivate(sequence.Raw(at), sequence.Final == 'h');
                }

                break;
            case ('?', '\0') when (char)sequence.Final is 'J' or 'K':
                Edit(sequence);
                break;
            case ('\0', '!') when sequence.Final == 'p':
                SoftReset();
                break;
            case ('\0', ' ') when sequence.Final == 'q':
                _modes.CursorShape = Math.Clamp(sequence.Get(0, 1), 0, 6);
                break;
            case ('\0', '\'') when (char)sequence.Final is '}' or '~':
                EditColumns(sequence.Final == '}', sequence.Get(0, 1));
                break;
            default:
                Answer(sequence);
                break;
        }
    }

    private bool Move(ControlSequence sequence)
    {
        var (screen, n) = (Screen, sequence.Get(0, 1));
        switch ((char)sequence.Final)
        {
            case 'A':
                Restrict(screen);
                screen.Y -= Math.Min(n, screen.Y >= screen.Top ? screen.Y - screen.Top : screen.Y);
                break;
            case 'B' or 'e':
                Restrict(screen);
                screen.Y += Math.Min(n, (screen.Y <= screen.Bottom ? screen.Bottom : Rows - 1) - screen.Y);
                break;
            case 'C' or 'a':
                Restrict(screen);
                screen.X = Math.Min(Columns - 1, (int)Math.Min((long)screen.X + n, Columns));
                break;
            case 'D':
                Restrict(screen);
                screen.X = Math.Max(0, screen.X - n);
                break;
            case 'E' or 'F':
                Move(screen, sequence.Final == 'E' ? n : -n);
                break;
            case 'G' or '`':
                screen.X = Math.Min(n, Columns) - 1;
                break;
            case 'H' or 'f':
                MoveTo(screen, sequence.Get(1, 1) - 1, n - 1);
                break;
            case 'd':
                MoveTo(screen, Math.Min(screen.X, Columns - 1), n - 1);
                break;
            case 'I' or 'Z':
                for (var times = Math.Min(n, Columns); times > 0; times--)
                {
                    screen.X = sequence.Final == 'I' ? NextTab(Math.Min(screen.X, Columns - 1)) : PreviousTab(screen.X);
                }

                break;
            case 's':
                SaveCursor();
                break;
            case 'u':
                RestoreCursor();
                break;
            default:
                return false;
        }

        return true;
    }

    private void Move(ScreenBuffer screen, int rows)
    {
        Restrict(screen);
        screen.X = 0;
        screen.Y = rows > 0
            ? screen.Y + Math.Min(rows, (screen.Y <= screen.Bottom ? screen.Bottom : Rows - 1) - screen.Y)
            : screen.Y - Math.Min(-rows, screen.Y >= screen.Top ? screen.Y - screen.Top : screen.Y);
    }

    private void MoveTo(ScreenBuffer screen, int x, int y)
    {
        screen.X = Math.Clamp(x, 0, Columns - 1);
        screen.Y = _modes.IsOrigin ? Math.Clamp(y, 0, screen.Bottom - screen.Top) + screen.Top : Math.Clamp(y, 0, Rows - 1);
    }

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

    private void Set(ControlSequence sequence)
    {
        var screen = Screen;
        switch ((char)sequence.Final)
        {
            case 'm':
                PenReader.Apply(sequence, ref _pen);
                break;
            case 'r':
                var bottom = sequence.Get(1, Rows) is var given && given > Rows ? Rows : given;
                var top = sequence.Get(0, 1);
                if (bottom > top)
                {
                    (screen.Top, screen.Bottom) = (top - 1, bottom - 1);
                    MoveTo(screen, 0, 0);
                }

                break;
            case 'h' or 'l':
                for (var at = 0; at < sequence.Count; at++)
                {
                    _modes.IsInsert = sequence.Raw(at) == 4 ? sequence.Final == 'h' : _modes.IsInsert;
                    _modes.IsNewLine = sequence.Raw(at) == 20 ? sequence.Final == 'h' : _modes.IsNewLine;
                }

                break;
            case 'g':
                _tabStops ??= [.. Enumerable.Range(0, Columns).Where(x => x % 8 == 0)];
                if (sequence.Raw(0) == 3)
                {
                    _tabStops.Clear();
                }
                else if (sequence.Raw(0) <= 0)
                {
                    _tabStops.Remove(screen.X);
                }

                break;
            default:
                Answer(sequence);
                break;
        }
    }

    private void SetPrivate(int mode, bool isOn)
    {
        switch (mode)
        {
            case 6:
                _modes.IsOrigin = isOn;
                MoveTo(Screen, 0, 0);
                break;
            case 7:
                _modes.IsWrapping = isOn;
                break;
            case 25:
                _modes.IsCursorShown = isOn;
                break;
            case 1048 when isOn:
                SaveCursor();
                break;
            case 1048:
                RestoreCursor();
                break;
            case 47 or 1047 or 1049:
                SetAlternate(isOn, savesCursor: mode == 1049);
                break;
            default:
                _modes.Set(mode, isOn);
                break;
        }
    }

    private void SetAlternate(bool isOn, bool savesCursor)
    {
        if (isOn)
        {
            if (savesCursor)
            {
                SaveCursor();
            }

            if (_alternate is null)
            {
                _alternate = new ScreenBuffer(Columns, Rows, null, _writer) { X = _normal.X, Y = _normal.Y };
                if (_pen.Background != 0)
                {
                    EraseScreen(_alternate, 2);
                }
            }

            return;
        }

        if (_alternate is { } left)
        {
            (_normal.X, _normal.Y, _alternate) = (left.X, left.Y, null);
        }

        if (savesCursor)
        {
            RestoreCursor();
        }
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

    private void SaveCursor() => Screen.Saved = new SavedCursor(Screen.X, Screen.Y, _pen, IsGraphics);

    private void RestoreCursor()
    {
        var (screen, saved) = (Screen, Screen.Saved);
        (screen.X, screen.Y) = (Math.Min(saved.X, Columns), Math.Min(saved.Y, Rows - 1));
        var link = _pen.Link;
        _pen = saved.Pen;
        _pen.Link = link;
        (_isGraphics0, _isShifted) = (saved.IsGraphics, false);
        Restrict(screen);
    }

    private void Restrict(ScreenBuffer screen)
    {
        screen.X = Math.Min(screen.X, Columns - 1);
        RestrictRow(screen);
    }

    private void RestrictRow(ScreenBuffer screen) => screen.Y = _modes.IsOrigin
        ? Math.Clamp(screen.Y, screen.Top, screen.Bottom)
        : Math.Clamp(screen.Y, 0, Rows - 1);

    private void SoftReset()
    {
        _modes.SoftReset();
        (Screen.Top, Screen.Bottom, Screen.Saved) = (0, Rows - 1, new SavedCursor(0, 0, default, false));
        (_pen, _isGraphics0, _isGraphics1, _isShifted) = (default, false, false, false);
        _modes.Set(1, false);
    }

    private void Reset()
    {
        _history.Clear();
        _modes = new ScreenModes();
        (_normal, _alternate) = (new ScreenBuffer(Columns, Rows, _history, _writer), null);
        (_pen, _tabStops, _lastPrinted) = (default, null, 0);
        (_isGraphics0, _isGraphics1, _isShifted) = (false, false, false);
    }

    // What programs ask a terminal. The browser's is kept from answering as well.
    private void Answer(ControlSequence sequence)
    {
        var screen = Screen;
        switch ((char)sequence.Prefix, (char)sequence.Intermediate, (char)sequence.Final)
        {
            case ('\0', '\0', 'c') when sequence.Get(0, 0) == 0:
                _answers.Add("\e[?1;2c"u8);
                break;
            case ('>', '\0', 'c') when sequence.Get(0, 0) == 0:
                _answers.Add("\e[>0;276;0c"u8);
                break;
            case ('\0', '\0', 'n') when sequence.Raw(0) == 5:
                _answers.Add("\e[0n"u8);
                break;
            case ('\0' or '?', '\0', 'n') when sequence.Raw(0) == 6:
                _answers.Add(sequence.Prefix == 0 ? "\e["u8 : "\e[?"u8);
                _answers.Add(screen.Y - (_modes.IsOrigin ? screen.Top : 0) + 1);
                _answers.Add((byte)';');
                _answers.Add(Math.Min(screen.X, Columns - 1) + 1);
                _answers.Add((byte)'R');
                break;
            case ('?', '$', 'p'):
                _answers.Add("\e[?"u8);
                _answers.Add(Math.Max(sequence.Raw(0), 0));
                _answers.Add((byte)';');
                _answers.Add(_modes.Ask(sequence.Raw(0)));
                _answers.Add("$y"u8);
                break;
        }
    }
}
