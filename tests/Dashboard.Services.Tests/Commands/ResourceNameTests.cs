using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Commands;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("web", "web")]
    [InlineData("/web", "web")]
    [InlineData("a_b.c-1", "a_b.c-1")]
    [InlineData("0123456789abcdef", "0123456789abcdef")]
    public void TryParse_ValidName_Reads(string text, string expected)
    {
        Assert.True(ResourceName.TryParse(text, out var name));
        Assert.Equal(expected, name.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("../volumes/x")]
    [InlineData("a/b")]
    [InlineData("//web")]
    [InlineData("..")]
    [InlineData("-f")]
    [InlineData("web?force=1")]
    [InlineData("web%2f..")]
    [InlineData("web\n")]
    [InlineData("ｗeb")]
    [InlineData("we b")]
    public void TryParse_ClimbingOrForeignName_Refuses(string? text) => Assert.False(ResourceName.TryParse(text, out _));

    [Fact]
    public void TryParse_TooLong_Refuses() => Assert.False(ResourceName.TryParse(new string('a', 256), out _));

    [Fact]
    public void Of_InvalidName_NamesTheCulprit()
    {
        var e = Assert.Throws<FormatException>(() => ResourceName.Of("../volumes/x"));
        Assert.Contains("\"../volumes/x\"", e.Message, StringComparison.Ordinal);
    }
}
