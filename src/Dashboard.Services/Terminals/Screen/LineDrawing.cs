namespace Dashboard.Services.Terminals.Screen;

/// <summary>The VT100's line drawing characters, which stand for ASCII from 0x60 on.</summary>
internal static class LineDrawing
{
    private const string Characters = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    /// <summary>What <paramref name="ascii"/> stands for.</summary>
    public static int Of(byte ascii) => ascii is >= 0x60 and < 0x7F ? Characters[ascii - 0x60] : ascii;
}
