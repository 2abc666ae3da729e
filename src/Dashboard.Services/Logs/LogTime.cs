using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Logs;

/// <summary>
/// What <c>docker logs --since</c> and <c>--until</c> take: a length of time before now ("42m"), a date and time in the shape of RFC 3339 or
/// of its beginning, or seconds since 1970; as the docker CLI reads them, in its words where they are wrong.
/// </summary>
internal static partial class LogTime
{
    /// <summary>The engine's spelling: seconds since 1970, with a fraction or without.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static string ToEngine(string value, TimeProvider clock)
    {
        if (value != "0" && ParseDuration(value) is { } before)
        {
            return (clock.GetUtcNow() - before).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        try
        {
            var (seconds, nanoseconds) = GoDate.Parse(value, LayoutOf(value), clock.LocalTimeZone);
            return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{nanoseconds:D9}");
        }
        catch (FormatException) when (!value.Contains('-', StringComparison.Ordinal))
        {
            // A text with a dash was meant as a date, and Go's words about it stand; anything else may be seconds.
            return Seconds().IsMatch(value) ? value : throw new FormatException($"failed to parse value as time or duration: \"{value}\"");
        }
    }

    private static TimeSpan? ParseDuration(string value)
    {
        try
        {
            return TimeSpan.FromTicks(GoDuration.Parse(value, null).Nanoseconds / 100);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // The CLI guesses the shape: local time unless there is a Z, a + or a third dash; then by the dot, the T and the colons behind it.
    private static string LayoutOf(string value)
    {
        var isLocal = !value.AsSpan().ContainsAny("zZ+") && value.Count(c => c == '-') != 3;
        var zone = isLocal ? "" : "Z07:00";
        if (value.Contains('.', StringComparison.Ordinal))
        {
            return isLocal ? "2006-01-02T15:04:05.999999999" : "2006-01-02T15:04:05.999999999Z07:00";
        }

        if (!value.Contains('T', StringComparison.Ordinal))
        {
            return "2006-01-02" + zone;
        }

        var colons = value.Count(c => c == ':');
        colons -= !isLocal && !value.AsSpan().ContainsAny("zZ") && colons > 0 ? 1 : 0;
        return colons switch { 0 => "2006-01-02T15", 1 => "2006-01-02T15:04", _ => "2006-01-02T15:04:05" } + zone;
    }

    [GeneratedRegex(@"^[+-]?[0-9]+(\.[0-9]*)?$")]
    private static partial Regex Seconds();
}
