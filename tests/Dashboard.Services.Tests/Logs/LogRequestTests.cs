using Dashboard.Services.Logs;

namespace Dashboard.Services.Tests.Logs;

public sealed class LogRequestTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("1700000000", 1_700_000_000_000_000_000L)]
    [InlineData("1700000000.000000001", 1_700_000_000_000_000_001L)]
    [InlineData("2023-11-14T22:13:20Z", 1_700_000_000_000_000_000L)]
    public void Parse_Since_GivesNanoseconds(string since, long? expected) => Assert.Equal(expected, LogRequest.Parse(100, since, -1).SinceNanoseconds);

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-5")]
    [InlineData("99999999999999")]
    public void Parse_WrongSince_QuotesIt(string since) =>
        Assert.Contains($"\"{since}\"", Assert.Throws<FormatException>(() => LogRequest.Parse(100, since, -1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_NegativeTail_IsAll() => Assert.Null(LogRequest.Parse(-1, "", -1).Tail);
}
