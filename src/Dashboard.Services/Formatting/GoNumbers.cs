using System.Globalization;

namespace Dashboard.Services.Formatting;

/// <summary>Numbers in the spellings of Go's fmt.</summary>
public static class GoNumbers
{
    /// <summary><c>%.{precision}g</c>: so many digits, no trailing zeros, an exponent where the number is longer than that.</summary>
    public static string General(double number, int precision)
    {
        if (number == 0)
        {
            return "0";
        }

        // e.g. 9.996E+002: rounded first, since rounding may add a digit.
        var rounded = number.ToString("E" + (precision - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var at = rounded.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(rounded.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= precision)
        {
            return $"{Trimmed(rounded[..at])}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
        }

        var plain = double.Parse(rounded, CultureInfo.InvariantCulture).ToString("F" + Math.Max(0, precision - 1 - exponent).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Trimmed(plain);
    }

    /// <summary>The shortest digits that stand for <paramref name="number"/>, with an exponent of two digits at least.</summary>
    internal static string Exponent(string fallback, double number)
    {
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var at = shortest.IndexOf('E', StringComparison.Ordinal);
        if (at < 0)
        {
            shortest = fallback;
            at = shortest.IndexOf('E', StringComparison.Ordinal);
        }

        var exponent = int.Parse(shortest.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{Trimmed(shortest[..at])}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
    }

    private static string Trimmed(string digits) => digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
}
