using System.Text;

namespace Dashboard.Services.Formatting;

/// <summary>Text cut to a width of cells, as the docker CLI cuts its columns.</summary>
public static class Ellipsis
{
    /// <summary><paramref name="text"/>, its end replaced by … when it is wider than <paramref name="cells"/> (2 at least).</summary>
    public static string Cut(string text, int cells)
    {
        ArgumentNullException.ThrowIfNull(text);
        var runes = text.EnumerateRunes().ToList();
        if (runes.Sum(Width) <= cells)
        {
            return text;
        }

        var cut = new StringBuilder();
        var used = 1;
        foreach (var rune in runes)
        {
            if ((used += Width(rune)) > cells)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.Append('…').ToString();
    }

    // East Asian wide and fullwidth characters (UAX #11), in the blocks that names and commands are written in.
    private static int Width(Rune rune) => rune.Value is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff)
        or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff01 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1faff) or (>= 0x20000 and <= 0x3fffd) ? 2 : 1;
}
