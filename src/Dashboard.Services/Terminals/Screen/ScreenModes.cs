namespace Dashboard.Services.Terminals.Screen;

/// <summary>Modes that a program has switched; those of a new terminal unless said.</summary>
internal sealed class ScreenModes
{
    // Private modes that only have to be told to a browser that comes later; all are off in a new terminal.
    private static readonly int[] Passed = [1, 5, 9, 45, 66, 1000, 1002, 1003, 1004, 1006, 1016, 2004];

    private readonly HashSet<int> _set = [];

    public bool IsInsert { get; set; }

    /// <summary>Whether LF goes to the first column, too.</summary>
    public bool IsNewLine { get; set; }

    public bool IsWrapping { get; set; } = true;

    /// <summary>Whether rows count from the top of the region.</summary>
    public bool IsOrigin { get; set; }

    public bool IsCursorShown { get; set; } = true;

    /// <summary>DECSCUSR; 0 is the terminal's own.</summary>
    public int CursorShape { get; set; }

    /// <summary>Sets a private mode that changes nothing here.</summary>
    public void Set(int mode, bool isOn)
    {
        if (!Passed.Contains(mode))
        {
            return;
        }

        // Mouse reports exclude each other, and so do their encodings.
        int[] rivals = mode is 9 or 1000 or 1002 or 1003 ? [9, 1000, 1002, 1003] : mode is 1006 or 1016 ? [1006, 1016] : [mode];
        _set.ExceptWith(rivals);
        if (isOn)
        {
            _set.Add(mode);
        }
    }

    /// <summary>DECRQM's answer: 0 unknown, 1 set, 2 reset.</summary>
    public int Ask(int mode) => mode switch
    {
        6 => IsOrigin ? 1 : 2,
        7 => IsWrapping ? 1 : 2,
        25 => IsCursorShown ? 1 : 2,
        _ => !Passed.Contains(mode) ? 0 : _set.Contains(mode) ? 1 : 2,
    };

    /// <summary>DECSTR.</summary>
    public void SoftReset() => (IsInsert, IsOrigin, IsCursorShown, IsWrapping) = (false, false, true, true);

    /// <summary>Writes what a new terminal must be told, but for what would disturb drawing: insert and no wrapping.</summary>
    public void Write(ByteText to)
    {
        foreach (var mode in _set.Order())
        {
            Private(to, mode, 'h');
        }

        if (!IsCursorShown)
        {
            Private(to, 25, 'l');
        }

        if (CursorShape > 0)
        {
            to.Add("\e["u8);
            to.Add(CursorShape);
            to.Add(" q"u8);
        }

        if (IsNewLine)
        {
            to.Add("\e[20h"u8);
        }
    }

    /// <summary>Writes the rest, once the cursor is where it belongs.</summary>
    public void WriteDrawing(ByteText to)
    {
        if (IsInsert)
        {
            to.Add("\e[4h"u8);
        }

        if (!IsWrapping)
        {
            Private(to, 7, 'l');
        }
    }

    private static void Private(ByteText to, int mode, char final)
    {
        to.Add("\e[?"u8);
        to.Add(mode);
        to.Add((byte)final);
    }
}
