using System.Globalization;

namespace Dashboard.Services.Logs;

/// <summary>What of a log is wanted before following it.</summary>
/// <param name="Tail">Lines from the end; null is all.</param>
/// <param name="SinceNanoseconds">Only from this time on (nanoseconds since 1970, inclusive); null is from the beginning.</param>
/// <param name="After">Number of the last record that the viewer has: goes before the others as long as the log holds what comes after it.</param>
public sealed record LogRequest(int? Tail, long? SinceNanoseconds, long? After = null)
{
    /// <summary>Reads the hub's arguments: a negative tail is all, an empty since is none, a negative after is none.</summary>
    /// <exception cref="FormatException"><paramref name="since"/> is neither RFC 3339 nor seconds with a fraction; the message quotes it.</exception>
    public static LogRequest Parse(int tail, string? since, long after) => new(tail < 0 ? null : tail, ParseTime("since", since), after < 0 ? null : after);

    /// <summary>Reads a time: RFC 3339 or seconds since 1970 with a fraction, as nanoseconds since 1970; null for an empty text.</summary>
    /// <exception cref="FormatException">It is neither; the message names it by <paramref name="name"/> and quotes it.</exception>
    internal static long? ParseTime(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // "1700000000.000000001": a double would lose the nanoseconds, a decimal keeps them.
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 9_000_000_000m)
        {
            return (long)(seconds * 1_000_000_000m);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (time - DateTimeOffset.UnixEpoch).Ticks * 100
            : throw new FormatException($"invalid value for \"{name}\": \"{text}\" is neither RFC 3339 nor seconds since 1970");
    }
}
