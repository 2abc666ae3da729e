using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Formatting;

/// <summary>Moments as the docker CLI and the engine read them in <c>until</c> and <c>since</c>: a Go duration ago, a Unix time or a date.</summary>
public static partial class GoTime
{
    private static readonly string[] _dates =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HHK", "yyyy-MM-ddK", "yyyy-MM-dd",
    ];

    /// <summary>The moment, or null when <paramref name="text"/> is none. Dates without a zone are UTC.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ParseDuration(text) is { } ago ? now - ago
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_799m
                ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : DateTimeOffset.TryParseExact(text, _dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
            : null;
    }

    // time.ParseDuration: "1h30m", "-1.5s", "300ms".
    private static TimeSpan? ParseDuration(string text)
    {
        if (!Whole().IsMatch(text))
        {
            return null;
        }

        var ticks = 0d;
        foreach (Match part in Part().Matches(text))
        {
            ticks += double.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * part.Groups[2].Value switch
            {
                "h" => TimeSpan.TicksPerHour,
                "m" => TimeSpan.TicksPerMinute,
                "s" => TimeSpan.TicksPerSecond,
                "ms" => TimeSpan.TicksPerMillisecond,
                "ns" => TimeSpan.TicksPerMicrosecond / 1000d,
                _ => TimeSpan.TicksPerMicrosecond,
            };
        }

        // Go's durations end at 292 years.
        return ticks > TimeSpan.TicksPerDay * 292d * 365 ? null : TimeSpan.FromTicks((long)(text[0] == '-' ? -ticks : ticks));
    }

    [GeneratedRegex(@"\A[-+]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:h|ms|m|s|us|µs|ns))+\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(h|ms|m|s|us|µs|ns)")]
    private static partial Regex Part();
}
