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
