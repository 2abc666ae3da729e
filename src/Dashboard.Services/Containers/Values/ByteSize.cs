using System.Globalization;

namespace Dashboard.Services.Containers.Values;

/// <summary>A number of bytes as docker spells it: "512m", "1.5GiB", "1024"; -1 (unlimited) only where the docker CLI takes it.</summary>
/// <param name="Bytes">The number.</param>
public readonly record struct ByteSize(long Bytes)
{
    private const string Units = "bkmgtp";

    /// <summary>Reads a size: a number, and b, k, m, g, t or p, powers of 1024, with or without "b" or "ib" behind.</summary>
    /// <exception cref="FormatException">It is none; worded as the docker CLI does.</exception>
    public static ByteSize Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        var end = s.LastIndexOfAny([.. "0123456789. "]);
        if (end < 0)
        {
            throw new FormatException($"invalid size: '{s}'");
        }

        var number = s[..(s[end] == ' ' ? end : end + 1)];
        var suffix = s[(end + 1)..].ToLowerInvariant();
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            throw new FormatException($"strconv.ParseFloat: parsing \"{number}\": invalid syntax");
        }

        if (value < 0)
        {
            throw new FormatException($"invalid size: '{s}'");
        }

        var power = suffix.Length == 0 ? 0 : Units.IndexOf(suffix[0], StringComparison.Ordinal);
        var known = suffix.Length <= 1 || (power > 0 && suffix[1..] is "b" or "ib");
        return power < 0 || !known
            ? throw new FormatException($"invalid suffix: '{suffix}'")
            : new ByteSize((long)(value * Math.Pow(1024, power)));
    }

    /// <summary>In the largest unit that gives a whole number: "512m", "1g", "1000".</summary>
    public override string ToString()
    {
        var (value, unit) = (Bytes, 0);
        while (value != 0 && value % 1024 == 0 && unit < Units.Length - 1)
        {
            (value, unit) = (value / 1024, unit + 1);
        }

        return value.ToString(CultureInfo.InvariantCulture) + (unit == 0 ? "" : Units[unit]);
    }
}
