namespace Dashboard.Services.Terminals.Screen;

/// <summary>How a cell looks beside its colours, and which part of a character of two cells it is.</summary>
[Flags]
internal enum CellStyle : ushort
{
    None = 0,
    Bold = 1 << 0,
    Dim = 1 << 1,
    Italic = 1 << 2,
    Blink = 1 << 3,
    Inverse = 1 << 4,
    Hidden = 1 << 5,
    Strike = 1 << 6,
    Overline = 1 << 7,

    /// <summary>Three bits: none, single, double, curly, dotted, dashed.</summary>
    Underline = 7 << Cell.UnderlineShift,

    /// <summary>The first cell of a character that takes two.</summary>
    Wide = 1 << 11,

    /// <summary>The second one.</summary>
    Spacer = 1 << 12,

    /// <summary>What belongs to the pen, not to the character.</summary>
    Pen = Bold | Dim | Italic | Blink | Inverse | Hidden | Strike | Overline | Underline,
}

/// <summary>One cell of the screen: 16 bytes, no references, so that rows are cleared and copied as blocks.</summary>
internal struct Cell
{
    /// <summary>Colours are 0 (the theme's), this and an index (0 to 255), or <see cref="Rgb"/> and 24 bits.</summary>
    public const uint Palette = 1 << 24;

    /// <inheritdoc cref="Palette"/>
    public const uint Rgb = 2 << 24;

    /// <summary>With this bit a glyph is an index into <see cref="Graphemes"/>, else a code point; 0 was never written.</summary>
    public const uint Joined = 1u << 31;

    /// <summary>Where the bits of <see cref="CellStyle.Underline"/> begin.</summary>
    public const int UnderlineShift = 8;

    public uint Glyph;
    public uint Foreground;
    public uint Background;
    public CellStyle Style;

    /// <summary>Index into the screen's links; 0 is none.</summary>
    public ushort Link;

    /// <summary>An erased cell under this pen: programs expect its background.</summary>
    public readonly Cell Erased => new() { Background = Background };

    /// <summary>Whether both are drawn with the same pen.</summary>
    public readonly bool HasPenOf(in Cell other) =>
        Foreground == other.Foreground && Background == other.Background && Link == other.Link && ((Style ^ other.Style) & CellStyle.Pen) == 0;

    /// <summary>Whether it is drawn as nothing at all.</summary>
    public readonly bool IsBlank => Glyph == 0 && Background == 0 && (Style & (CellStyle.Spacer | CellStyle.Inverse)) == 0;
}
