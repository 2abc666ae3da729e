using System.Globalization;
using System.Numerics;

namespace Dashboard.Services.Formatting;

/// <summary>Text with numbers in it, in the order in which people count: "9/tcp" before "80/tcp".</summary>
public sealed class NaturalOrder : IComparer<string>
{
    /// <summary>The one.</summary>
    public static NaturalOrder Instance { get; } = new();

    private NaturalOrder()
    {
    }

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]))
            {
                var (numberA, numberB) = (Digits(a, ref i), Digits(b, ref j));
                if (numberA != numberB)
                {
                    return numberA.CompareTo(numberB);
                }
            }
            else if (a[i] != b[j])
            {
                return a[i].CompareTo(b[j]);
            }
            else
            {
                i++;
                j++;
            }
        }

        return (a.Length - i).CompareTo(b.Length - j);
    }

    private static BigInteger Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return BigInteger.Parse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
