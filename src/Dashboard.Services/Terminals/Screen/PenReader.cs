namespace Dashboard.Services.Terminals.Screen;

/// <summary>Applies SGR (CSI … m) to a pen.</summary>
internal static class PenReader
{
    private const CellStyle Double = (CellStyle)(2 << Cell.UnderlineShift);

    /// <summary>Applies all parameters; none is a reset.</summary>
    public static void Apply(ControlSequence sequence, ref Cell pen)
    {
        if (sequence.Count == 0)
        {
            Reset(ref pen);
        }

        for (var at = 0; at < sequence.Count; at++)
        {
            at = ApplyOne(sequence, at, ref pen);
        }
    }

    // Gives the index of the last parameter that it used.
    private static int ApplyOne(ControlSequence sequence, int at, ref Cell pen)
    {
        var code = Math.Max(sequence.Raw(at), 0);
        var last = at;
        while (sequence.IsPart(last + 1))
        {
            last++;
        }

        switch (code)
        {
            case 0:
                Reset(ref pen);
                break;
            case 1 or 2 or 3 or 5 or 6 or 7 or 8 or 9 or 53:
                pen.Style |= Flag(code);
                break;
            case 4:
                var kind = last > at ? Math.Clamp(sequence.Raw(at + 1), 0, 5) : 1;
                Underline(ref pen, (CellStyle)(kind << Cell.UnderlineShift));
                break;
            case 21:
                Underline(ref pen, Double);
                break;
            case 22:
                pen.Style &= ~(CellStyle.Bold | CellStyle.Dim);
                break;
            case 23 or 25 or 27 or 28 or 29 or 55:
                pen.Style &= ~Flag(code == 55 ? 53 : code - 20);
                break;
            case 24:
                Underline(ref pen, CellStyle.None);
                break;
            case >= 30 and <= 37:
                pen.Foreground = Cell.Palette | (uint)(code - 30);
                break;
            case >= 40 and <= 47:
                pen.Background = Cell.Palette | (uint)(code - 40);
                break;
            case >= 90 and <= 97:
                pen.Foreground = Cell.Palette | (uint)(code - 82);
                break;
            case >= 100 and <= 107:
                pen.Background = Cell.Palette | (uint)(code - 92);
                break;
            case 39:
                pen.Foreground = 0;
                break;
            case 49:
                pen.Background = 0;
                break;
            case 38 or 48 or 58:
                return Colour(sequence, at, last, code, ref pen);
        }

        return last;
    }

    // 38;5;n and 38;2;r;g;b, or the same in parts: 38:5:n, 38:2::r:g:b, 38:2:r:g:b.
    private static int Colour(ControlSequence sequence, int at, int last, int code, ref Cell pen)
    {
        var isInParts = last > at;
        var length = sequence.Raw(at + 1) switch { 5 => 2, 2 => 4, _ => 1 };
        var values = isInParts && length == 4 && last - at >= 5 ? at + 3 : at + 2;
        var end = isInParts ? last : Math.Min(at + length, sequence.Count - 1);
        uint? colour = length switch
        {
            2 when values <= end => Cell.Palette | Part(sequence, values),
            4 when values + 2 <= end => Cell.Rgb | (Part(sequence, values) << 16) | (Part(sequence, values + 1) << 8) | Part(sequence, values + 2),
            _ => null,
        };
        if (colour is { } known && code != 58)
        {
            (pen.Foreground, pen.Background) = code == 38 ? (known, pen.Background) : (pen.Foreground, known);
        }

        return end;
    }

    private static uint Part(ControlSequence sequence, int index) => (uint)Math.Clamp(sequence.Raw(index), 0, 255);

    private static void Underline(ref Cell pen, CellStyle kind) => pen.Style = (pen.Style & ~CellStyle.Underline) | kind;

    private static void Reset(ref Cell pen) => (pen.Foreground, pen.Background, pen.Style) = (0, 0, CellStyle.None);

    private static CellStyle Flag(int code) => code switch
    {
        1 => CellStyle.Bold,
        2 => CellStyle.Dim,
        3 => CellStyle.Italic,
        5 or 6 => CellStyle.Blink,
        7 => CellStyle.Inverse,
        8 => CellStyle.Hidden,
        9 => CellStyle.Strike,
        _ => CellStyle.Overline,
    };
}
