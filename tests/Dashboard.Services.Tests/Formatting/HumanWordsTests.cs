using Dashboard.Services.Formatting;

namespace Dashboard.Services.Tests.Formatting;

/// <summary>Sizes, spans and moments in go-units' words; the expected texts are those of its own tests and of the CLI.</summary>
public sealed class HumanWordsTests
{
    [Theory]
    [InlineData(0, "0B")]
    [InlineData(999, "999B")]
    [InlineData(1000, "1kB")]
    [InlineData(1984135, "1.98MB")]
    [InlineData(999999, "1e+03kB")]
    [InlineData(22000000000, "22GB")]
    [InlineData(123456789, "123MB")]
    public void InThousands_ThreeDigits_IsAsGoUnits(double bytes, string expected) => Assert.Equal(expected, HumanSize.InThousands(bytes, 3));

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1024, "1KiB")]
    [InlineData(1081344, "1.031MiB")]
    [InlineData(1048575, "1024KiB")]
    [InlineData(25275883520, "23.54GiB")]
    [InlineData(67108864, "64MiB")]
    public void In1024s_IsAsGoUnits(double bytes, string expected) => Assert.Equal(expected, HumanSize.In1024s(bytes));

    [Theory]
    [InlineData(0, "Less than a second")]
    [InlineData(1, "1 second")]
    [InlineData(59, "59 seconds")]
    [InlineData(60, "About a minute")]
    [InlineData(120, "2 minutes")]
    [InlineData(3599, "59 minutes")]
    [InlineData(3600, "About an hour")]
    [InlineData(5400, "2 hours")]
    [InlineData(47 * 3600, "47 hours")]
    [InlineData(48 * 3600, "2 days")]
    [InlineData(13 * 86400, "13 days")]
    [InlineData(14 * 86400, "2 weeks")]
    [InlineData(59 * 86400, "8 weeks")]
    [InlineData(60 * 86400, "2 months")]
    [InlineData(729 * 86400, "24 months")]
    [InlineData(730 * 86400, "2 years")]
    public void Of_Span_IsAsGoUnits(int seconds, string expected) => Assert.Equal(expected, HumanDuration.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("1h30m", "2026-01-01T10:30:00Z")]
    [InlineData("90s", "2026-01-01T11:58:30Z")]
    [InlineData("1700000000", "2023-11-14T22:13:20Z")]
    [InlineData("2025-06-01", "2025-06-01T00:00:00Z")]
    [InlineData("2025-06-01T10:00:00", "2025-06-01T10:00:00Z")]
    [InlineData("2025-06-01T10:00:00+02:00", "2025-06-01T08:00:00Z")]
    public void Parse_Moment_IsAsTheEngineReadsIt(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, null), GoTime.Parse(text, DateTimeOffset.Parse("2026-01-01T12:00:00Z", null)));

    [Theory]
    [InlineData("foo")]
    [InlineData("1x")]
    [InlineData("")]
    [InlineData("99999999999999h")]
    [InlineData("99999999999999999999999999999999")]
    public void Parse_NoMoment_IsNull(string text) => Assert.Null(GoTime.Parse(text, DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData("short", 20, "short")]
    [InlineData("exactly twenty chars", 20, "exactly twenty chars")]
    [InlineData("sh -c 'trap \"exit 3\" TERM'", 20, "sh -c 'trap \"exit 3…")]
    [InlineData("한국어한국어한국어한국어", 10, "한국어한…")]
    public void Cut_Text_IsAsTheCliCutsIt(string text, int cells, string expected) => Assert.Equal(expected, Ellipsis.Cut(text, cells));

    [Fact]
    public void NaturalOrder_Numbers_AreCounted()
    {
        List<string> ports = ["443/tcp", "80/udp", "9/tcp", "80/tcp"];
        Assert.Equal(["9/tcp", "80/tcp", "80/udp", "443/tcp"], ports.Order(NaturalOrder.Instance));
    }
}
