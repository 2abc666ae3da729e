namespace Dashboard.Services.Terminals.Screen;

/// <summary>Where the cursor goes.</summary>
internal sealed partial class TerminalScreen
{
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
}
