using Dashboard.Services.Access;

namespace Dashboard.Services.Tests.Access;

public sealed class RightNamesTests
{
    [Theory]
    [InlineData("restart", Right.Restart)]
    [InlineData("stop", Right.Stop)]
    [InlineData("view, restart", Right.View | Right.Restart)]
    [InlineData("operate", Right.Restart | Right.Stop)]
    public void TryParse_Names_GiveRights(string text, Right expected)
    {
        Assert.True(RightNames.TryParse(text, out var rights));
        Assert.Equal(expected, rights);
    }

    [Theory]
    [InlineData("")]
    [InlineData("start")]
    [InlineData("view,,stop")]
    public void TryParse_UnknownNames_Fails(string text) => Assert.False(RightNames.TryParse(text, out _));

    [Fact]
    public void Each_AllOfThem_AreEveryRightOnce()
    {
        Assert.Equal(Right.All, RightNames.Each.Aggregate(Right.None, (all, right) => all | right));
        Assert.All(RightNames.Each, right => Assert.True(right != Right.None && (right & (right - 1)) == Right.None, $"{right} is one right"));
    }
}
