using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Containers.Values;

/// <summary>A length of time as docker (Go's time.ParseDuration) spells it: "1m30s", "500ms".</summary>
/// <param name="Nanoseconds">The length.</param>
public readonly partial record struct GoDuration(long Nanoseconds)
{
    private static readonly (string Name, long Length)[] _units =
    [
        ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ns", 1),
    ];

    /// <summary>Reads numbers with units, the whole with or without a sign; "0" needs no unit.</summary>
    /// <exception cref="FormatException">It is none; worded as Go does.</exception>
    public static GoDuration Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        var text = s is ['-' or '+', ..] ? s[1..] : s;
        if (text == "0")
        {
            return default;
        }

        if (!Whole().IsMatch(text))
        {
            throw new FormatException(Number().IsMatch(text) ? $"time: missing unit in duration \"{s}\"" : $"time: invalid duration \"{s}\"");
        }

        decimal sum = 0;
        foreach (Match part in Part().Matches(text))
        {
            sum += decimal.Parse(part.Groups[1].Value.TrimEnd('.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
                * _units.First(u => u.Name == part.Groups[2].Value).Length;
        }

        return sum <= long.MaxValue
            ? new GoDuration((long)(s[0] == '-' ? -sum : sum))
            : throw new FormatException($"time: invalid duration \"{s}\"");
    }

    /// <summary>In whole units from hours down: "1m30s", "1s500ms"; "0s" for none.</summary>
    public override string ToString()
    {
        if (Nanoseconds == 0)
        {
            return "0s";
        }

        var text = new StringBuilder(Nanoseconds < 0 ? "-" : "");
        var rest = Math.Abs((decimal)Nanoseconds);
        foreach (var (name, length) in _units.Where(u => u.Name[0] < 128))
        {
            var count = decimal.Floor(rest / length);
            if (count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{name}");
                rest -= count * length;
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\A([0-9]*\.?[0-9]*(?<=[0-9]\.?)(?:h|ms|m|s|us|µs|μs|ns))+\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"([0-9]*\.?[0-9]*)(h|ms|m|s|us|µs|μs|ns)")]
    private static partial Regex Part();

    [GeneratedRegex(@"\A[0-9]+\.?[0-9]*\z")]
    private static partial Regex Number();
}
