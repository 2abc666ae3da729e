using System.Globalization;
using System.Text;

namespace Dashboard.Services.Access;

/// <summary>Names for accounts of people whom a provider calls something: what they are called there, as far as it is a name here.</summary>
internal static class ProvidedNames
{
    private const string Fallback = "user";
    private const int Tries = 1000;

    /// <summary>Names to try in turn: <c>kim</c>, <c>kim-2</c>, <c>kim-3</c>, …</summary>
    public static IEnumerable<string> From(string? preferred)
    {
        // By runes both times: halves of surrogate pairs can't be normalised, and normalising may bring in what is not allowed.
        var whole = string.Concat((preferred ?? "").EnumerateRunes().Where(r => r != Rune.ReplacementChar));
        var name = new StringBuilder();
        foreach (var rune in whole.Normalize(NormalizationForm.FormKC).EnumerateRunes().Where(UserNameRules.IsAllowed))
        {
            // Room for "-999".
            if (name.Length + rune.Utf16SequenceLength > UserNameRules.Longest - 4)
            {
                break;
            }

            name.Append(rune);
        }

        var first = name.Length == 0 ? Fallback : name.ToString().Normalize(NormalizationForm.FormKC);
        yield return first;
        for (var n = 2; n < Tries; n++)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{first}-{n}");
        }
    }
}
