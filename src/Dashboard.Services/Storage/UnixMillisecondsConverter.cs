using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dashboard.Services.Storage;

/// <summary>Times as UTC milliseconds since 1970, because SQLite can't compare times that carry an offset.</summary>
internal sealed class UnixMillisecondsConverter()
    : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));
