using System.Globalization;
using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>How many cells of a terminal a text takes, as the docker CLI counts it: East Asian wide and fullwidth characters (UAX #11) and emoji two.</summary>
internal static class CellWidth
{
    private static readonly (int First, int Last)[] _wide =
    [
        (0x1100, 0x115f), (0x231a, 0x231b), (0x23e9, 0x23ec), (0x23f0, 0x23f0), (0x23f3, 0x23f3), (0x25fd, 0x25fe), (0x2614, 0x2615), (0x2648, 0x2653), (0x267f, 0x267f),
        (0x2693, 0x2693), (0x26a1, 0x26a1), (0x26aa, 0x26ab), (0x26bd, 0x26be), (0x26c4, 0x26c5), (0x26ce, 0x26ce), (0x26d4, 0x26d4), (0x26ea, 0x26ea), (0x26f2, 0x26f3),
        (0x26f5, 0x26f5), (0x26fa, 0x26fa), (0x26fd, 0x26fd), (0x2705, 0x2705), (0x270a, 0x270b), (0x2728, 0x2728), (0x274c, 0x274c), (0x274e, 0x274e), (0x2753, 0x2755),
        (0x2757, 0x2757), (0x2795, 0x2797), (0x27b0, 0x27b0), (0x27bf, 0x27bf), (0x2b1b, 0x2b1c), (0x2b50, 0x2b50), (0x2b55, 0x2b55), (0x2e80, 0x303e), (0x3041, 0xa4cf),
        (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xfe30, 0xfe6f), (0xff01, 0xff60), (0xffe0, 0xffe6), (0x1f004, 0x1f004), (0x1f0cf, 0x1f0cf), (0x1f18e, 0x1f18e),
        (0x1f191, 0x1f19a), (0x1f200, 0x1f265), (0x1f300, 0x1faff), (0x20000, 0x3fffd),
    ];

    /// <summary>Cells of a character by itself: 1 or 2.</summary>
    public static int Of(Rune rune) => rune.Value >= 0x1100 && _wide.Any(w => rune.Value >= w.First && rune.Value <= w.Last) ? 2 : 1;

    /// <summary>Cells of a text. What is written as one character (a letter and its accent, a family of emoji) is as wide as the first part of it that takes room.</summary>
    public static int Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        var width = 0;
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            width += elements.GetTextElement().EnumerateRunes().Where(TakesRoom).Select(Of).FirstOrDefault();
        }

        return width;
    }

    private static bool TakesRoom(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format);
}
