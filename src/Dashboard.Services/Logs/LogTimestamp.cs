using System.Globalization;

namespace Dashboard.Services.Logs;

/// <summary>The engine's log timestamps: <c>2026-11-23T18:43:17.123456789Z</c>, always 30 bytes, and nanoseconds since 1970.</summary>
internal static class LogTimestamp
{
    /// <summary>Bytes of a timestamp and the space after it.</summary>
    public const int PrefixLength = 31;

    private static readonly long EpochTicks = DateTime.UnixEpoch.Ticks;

    /// <summary>Reads the prefix of a line; false when it has none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out long nanoseconds)
    {
        nanoseconds = 0;
        if (line.Length < PrefixLength || line[10] != 'T' || line[19] != '.' || line[29] != 'Z' || line[30] != ' ')
        {
            return false;
        }

        int year = Digits(line, 0, 4), month = Digits(line, 5, 2), day = Digits(line, 8, 2);
        int hour = Digits(line, 11, 2), minute = Digits(line, 14, 2), second = Digits(line, 17, 2), fraction = Digits(line, 20, 9);
        if (year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || (hour | minute | second | fraction) < 0 || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var seconds = (new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks - EpochTicks) / TimeSpan.TicksPerSecond;
        nanoseconds = (seconds * 1_000_000_000) + fraction;
        return true;
    }

    /// <summary>The engine's spelling for <c>since</c>: seconds and nanoseconds. RFC 3339 gives HTTP 500.</summary>
    public static string ToSince(long nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1_000_000_000}.{nanoseconds % 1_000_000_000:D9}");

    /// <summary>As the engine writes it, without the space: "2026-11-23T18:43:17.123456789Z".</summary>
    public static string Format(long nanoseconds) => string.Create(
        CultureInfo.InvariantCulture, $"{DateTime.UnixEpoch.AddTicks(nanoseconds / 100):yyyy-MM-dd'T'HH:mm:ss.fffffff}{nanoseconds % 100:D2}Z");

    private static int Digits(ReadOnlySpan<byte> text, int start, int count)
    {
        var value = 0;
        for (var i = start; i < start + count; i++)
        {
            var digit = text[i] - '0';
            if (digit is < 0 or > 9)
            {
                return -1;
            }

            value = (value * 10) + digit;
        }

        return value;
    }
}
