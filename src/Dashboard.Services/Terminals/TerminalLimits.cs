using Dashboard.Services.Commands;

namespace Dashboard.Services.Terminals;

/// <summary>Bounds on what terminals hold in memory, each, of one person and in all.</summary>
internal static class TerminalLimits
{
    /// <summary>Terminals of one person that run.</summary>
    public const int OfOne = 1_000;

    /// <summary>Terminals of one person that have ended and still can be looked at.</summary>
    public const int EndedOfOne = 50;

    /// <summary>Columns, and rows.</summary>
    public const int Side = 1_000;

    /// <summary>Cells of a screen: a small font on a large one. A cell is 16 bytes, and there may be two screens.</summary>
    public const int Cells = 100_000;

    /// <summary>Cells of one person's screens: a thousand of usual size.</summary>
    public const int CellsOfOne = 3_000_000;

    /// <summary>Cells of all screens.</summary>
    public const int CellsInAll = 6_000_000;

    /// <summary>Bytes of input that wait for a process that does not read.</summary>
    public const int Input = 8 * 1024 * 1024;

    /// <summary>The same of one person's terminals.</summary>
    public const int InputOfOne = 16 * 1024 * 1024;

    /// <summary>The same of all.</summary>
    public const int InputInAll = 64 * 1024 * 1024;

    /// <summary>Bytes that a piece of input takes besides its own.</summary>
    public const int InputOverhead = 64;

    /// <summary>Input of one terminal below which others' are not asked for.</summary>
    public const int FreeInput = 16 * 1024;

    /// <summary>A size brought into the bounds of one screen.</summary>
    public static TerminalDimensions Clamp(int columns, int rows)
    {
        var width = Math.Clamp(columns, 1, Side);
        return new TerminalDimensions(width, Math.Clamp(rows, 1, Math.Min(Side, Cells / width)));
    }

    /// <summary>Bytes of lines above the screen of a new terminal; the more there are, the fewer.</summary>
    /// <param name="terminals">How many there are.</param>
    public static int History(int terminals) => Math.Clamp(32 * 1024 * 1024 / (terminals + 1), 32 * 1024, 768 * 1024);
}
