using System.Globalization;
using System.Text;

namespace Dashboard.Web.Containers.Files;

/// <summary>Names of files as people can see them: a line break shows as ␊, and what would turn the reading direction shows as its number.</summary>
internal static class ShownName
{
    /// <summary>The name with nothing invisible in it.</summary>
    public static string Of(string name)
    {
        if (!name.Any(IsHidden))
        {
            return name;
        }

        var shown = new StringBuilder(name.Length + 16);
        foreach (var c in name)
        {
            _ = c switch
            {
                // The Unicode block "Control Pictures" has one for each.
                < ' ' => shown.Append((char)(0x2400 + c)),
                '\x7F' => shown.Append('\u2421'),
                _ when IsHidden(c) => shown.Append(CultureInfo.InvariantCulture, $"⟨U+{(int)c:X4}⟩"),
                _ => shown.Append(c),
            };
        }

        return shown.ToString();
    }

    private static bool IsHidden(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
