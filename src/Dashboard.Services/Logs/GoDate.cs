using System.Globalization;

namespace Dashboard.Services.Logs;

/// <summary>
/// Reads a moment as Go's <c>time.Parse</c> does with the layouts of RFC 3339 and its beginnings, and complains in its words: a part of the
/// layout at a time, left to right.
/// </summary>
internal static class GoDate
{
    /// <summary>Reads <paramref name="text"/>.</summary>
    /// <param name="text">What a user typed.</param>
    /// <param name="layout">Go's example time in the wanted shape, e.g. "2006-01-02T15:04:05Z07:00".</param>
    /// <param name="zone">What a time without a zone is in.</param>
    /// <exception cref="FormatException">It is of another shape, or no date; worded as Go does.</exception>
    public static (long Seconds, int Nanoseconds) Parse(string text, string layout, TimeZoneInfo zone)
    {
        var reader = new Reader(text, layout);
        var year = reader.Number("2006", 4);
        reader.Literal("-");
        var month = reader.Number("01", 2, 1, 12, "month");
        reader.Literal("-");
        var day = reader.Number("02", 2);
        int hour = 0, minute = 0, second = 0, fraction = 0;
        if (layout.Contains("T15", StringComparison.Ordinal))
        {
            reader.Literal("T");
            hour = reader.Hour();
        }

        if (layout.Contains(":04", StringComparison.Ordinal))
        {
            reader.Literal(":");
            minute = reader.Number("04", 2, 0, 59, "minute");
        }

        if (layout.Contains(":05", StringComparison.Ordinal))
        {
            reader.Literal(":");
            second = reader.Number("05", 2, 0, 59, "second");
            fraction = reader.Fraction();
        }

        var offset = layout.EndsWith("Z07:00", StringComparison.Ordinal) ? reader.Offset() : (TimeSpan?)null;
        reader.End();
        if (day < 1 || year is < 1 or > 9999 || day > DateTime.DaysInMonth(year, month))
        {
            throw reader.OutOfRange("day");
        }

        var time = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        var seconds = (time - DateTime.UnixEpoch - (offset ?? zone.GetUtcOffset(time))).Ticks / TimeSpan.TicksPerSecond;
        return (seconds, fraction);
    }

    private sealed class Reader
    {
        private readonly string _text;
        private readonly string _layout;
        private string _rest;

        public Reader(string text, string layout) => (_text, _layout, _rest) = (text, layout, text);

        public int Number(string part, int digits, int least = 0, int most = int.MaxValue, string name = "")
        {
            if (_rest.Length < digits || !_rest[..digits].All(char.IsAsciiDigit))
            {
                throw Mismatch(part);
            }

            var number = int.Parse(_rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            _rest = _rest[digits..];
            return number >= least && number <= most ? number : throw OutOfRange(name);
        }

        // Alone among the parts it may have one digit.
        public int Hour() => Number("15", _rest is [>= '0' and <= '9', not (>= '0' and <= '9'), ..] or { Length: 1 } ? 1 : 2, 0, 23, "hour");

        public void Literal(string part)
        {
            if (!_rest.StartsWith(part, StringComparison.Ordinal))
            {
                throw Mismatch(part);
            }

            _rest = _rest[part.Length..];
        }

        // ".5" after the seconds, whether or not the layout has it; more digits than nine are cut off.
        public int Fraction()
        {
            if (_rest is not ['.' or ',', >= '0' and <= '9', ..])
            {
                return 0;
            }

            var digits = new string([.. _rest[1..].TakeWhile(char.IsAsciiDigit)]);
            _rest = _rest[(digits.Length + 1)..];
            return int.Parse(digits.PadRight(9, '0')[..9], NumberStyles.None, CultureInfo.InvariantCulture);
        }

        public TimeSpan Offset()
        {
            if (_rest.StartsWith('Z'))
            {
                _rest = _rest[1..];
                return TimeSpan.Zero;
            }

            // "+09:00"
            if (_rest.Length < 6 || _rest[0] is not ('+' or '-') || _rest[3] != ':'
                || !int.TryParse(_rest[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
                || !int.TryParse(_rest[4..6], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
            {
                throw Mismatch("Z07:00");
            }

            var sign = _rest[0] == '-' ? -1 : 1;
            _rest = _rest[6..];
            return hours <= 24 && minutes < 60 ? sign * new TimeSpan(hours, minutes, 0) : throw OutOfRange("time zone offset " + (hours <= 24 ? "minute" : "hour"));
        }

        public void End()
        {
            if (_rest.Length > 0)
            {
                throw new FormatException($"parsing time {Quote(_text)}: extra text: {Quote(_rest)}");
            }
        }

        public FormatException OutOfRange(string name) => new($"parsing time {Quote(_text)}: {name} out of range");

        private FormatException Mismatch(string part) => new($"parsing time {Quote(_text)} as {Quote(_layout)}: cannot parse {Quote(_rest)} as {Quote(part)}");

        private static string Quote(string text) => $"\"{text}\"";
    }
}
