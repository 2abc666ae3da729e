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
        if (runes.Sum(CellWidth.Of) <= cells)
        {
            return text;
        }

        var cut = new StringBuilder();
        var used = 1;
        foreach (var rune in runes)
        {
            if ((used += CellWidth.Of(rune)) > cells)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.Append('…').ToString();
    }
}
