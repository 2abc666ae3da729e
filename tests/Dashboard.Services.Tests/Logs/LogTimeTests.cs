using Dashboard.Services.Logs;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Logs;

public sealed class LogTimeTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    public LogTimeTests() => _clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(9), "test", "test"));

    [Theory]
    [InlineData("42m", "1699997480")]
    [InlineData("-1h", "1700003600")]
    [InlineData("1h30m", "1699994600")]
    [InlineData("0", "0")]
    [InlineData("5", "5")]
    [InlineData("1700000000.000000001", "1700000000.000000001")]
    [InlineData("2023-11-14T22:13:20Z", "1700000000.000000000")]
    [InlineData("2023-11-14T22:13:20.5Z", "1700000000.500000000")]
    [InlineData("2023-11-15T00:13:20+02:00", "1700000000.000000000")]
    [InlineData("2023-11-14T22:13:20.000000001-00:00", "1700000000.000000001")]
    [InlineData("2023-11-15T07:13:20", "1700000000.000000000")]
    [InlineData("2023-11-15T07:13:20.25", "1700000000.250000000")]
    [InlineData("2023-11-15T07:13", "1699999980.000000000")]
    [InlineData("2023-11-15T07", "1699999200.000000000")]
    [InlineData("2023-11-15", "1699974000.000000000")]
    [InlineData("2023-11-15Z", "1700006400.000000000")]
    public void ToEngine_AnyOfItsShapes_IsSecondsSince1970(string value, string expected) => Assert.Equal(expected, LogTime.ToEngine(value, _clock));

    // As docker 28.2.2 words them.
    [Theory]
    [InlineData("foo", "failed to parse value as time or duration: \"foo\"")]
    [InlineData("1.5.5", "failed to parse value as time or duration: \"1.5.5\"")]
    [InlineData("2024-13-01", "parsing time \"2024-13-01\": month out of range")]
    [InlineData("2023-02-29", "parsing time \"2023-02-29\": day out of range")]
    [InlineData("2024-01-01T1:2", "parsing time \"2024-01-01T1:2\" as \"2006-01-02T15:04\": cannot parse \"2\" as \"04\"")]
    public void ToEngine_Wrong_SaysWhatTheCliSays(string value, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => LogTime.ToEngine(value, _clock)).Message);
}
