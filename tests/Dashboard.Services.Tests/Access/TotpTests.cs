using System.Text;
using Dashboard.Services.Access;

namespace Dashboard.Services.Tests.Access;

public sealed class TotpTests
{
    /// <summary>Appendix B of RFC 6238, the rows of SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Code_VectorsOfTheRfc_Match(long seconds, string expected)
    {
        var key = Encoding.ASCII.GetBytes("12345678901234567890");
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(expected, Totp.Code(key, Totp.StepAt(time), 8));
        Assert.Equal(expected[2..], Totp.CodeAt(Totp.ToBase32(key), time));
    }

    /// <summary>RFC 4648, section 10, without the padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void ToBase32_VectorsOfTheRfc_Match(string text, string expected) =>
        Assert.Equal(expected, Totp.ToBase32(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void FindStep_ClockOff_OneStepIsForgiven(int seconds, bool found)
    {
        var key = Totp.CreateKey();
        var now = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

        Assert.Equal(found, Totp.FindStep(key, Totp.CodeAt(key, now.AddSeconds(seconds)), now) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("abcdef")]
    [InlineData("１２３４５６")]
    public void FindStep_NoCode_IsNull(string code) =>
        Assert.Null(Totp.FindStep(Totp.CreateKey(), code, DateTimeOffset.UnixEpoch.AddYears(60)));

    [Fact]
    public void Link_Specials_AreEscaped() => Assert.Equal(
        "otpauth://totp/Dashboard%20%28a%3A1%29:kim%40x?secret=KEY&issuer=Dashboard%20%28a%3A1%29&algorithm=SHA1&digits=6&period=30",
        Totp.Link("KEY", "Dashboard (a:1)", "kim@x"));
}
