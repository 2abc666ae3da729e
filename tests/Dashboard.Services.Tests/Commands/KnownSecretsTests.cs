using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Commands;

public sealed class KnownSecretsTests
{
    [Theory]
    [InlineData("correct horse", "login failed for correct horse!", "login failed for ********!")]
    [InlineData("hunter2hunter2", "xhunter2hunter2x", "x********x")]
    [InlineData("p@ss w/rd", "http://kim:p%40ss%20w%2Frd@db", "http://kim:********@db")]
    [InlineData("p%40ssw0rd", "typed p@ssw0rd", "typed ********")]
    [InlineData("a\"b\\cdefg", """{"x":"a\"b\\cdefg"}""", """{"x":"********"}""")]
    [InlineData("hunter2hunter2", "Basic aHVudGVyMmh1bnRlcjI=", "Basic ********")]
    [InlineData("line one is long enough\nline two is long too", "got line two is long too", "got ********")]
    [InlineData("shop1", "the shop1, shop12 and ashop1", "the ********, shop12 and ashop1")]
    public void Mask_ValueRecurs_IsMasked(string value, string text, string expected) => Assert.Equal(expected, KnownSecrets.Of([value]).Mask(text));

    [Theory]
    [InlineData("ab")]
    [InlineData("abc")]
    [InlineData("true")]
    [InlineData("postgres")]
    [InlineData("8080")]
    [InlineData("xxxxx")]
    [InlineData("")]
    [InlineData("********")]
    public void Of_ShortOrCommon_MasksNothing(string value)
    {
        var known = KnownSecrets.Of([value]);

        Assert.True(known.IsEmpty);
        Assert.Equal("ab abc true postgres 8080 xxxxx ********", known.Mask("ab abc true postgres 8080 xxxxx ********"));
    }

    [Fact]
    public void Of_NameOfTheThing_DoesNotHideIt() => Assert.Equal("shop-database is up", KnownSecrets.Of(["shop-database"], ["shop-database"]).Mask("shop-database is up"));

    [Fact]
    public void Mask_OneWithinTheOther_LeavesNoRest() => Assert.Equal("******** ********", KnownSecrets.Of(["hunter2hunter2", "hunter2hunter2-and-more"]).Mask("hunter2hunter2-and-more hunter2hunter2"));
}
