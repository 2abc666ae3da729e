using Dashboard.Web.Shell;

namespace Dashboard.Web.Tests.Shell;

public sealed class AppUrlsTests
{
    [Fact]
    public void Container_NameWithSpecials_IsEscaped() =>
        Assert.Equal("/containers/local/a%2F..%2Fb%3Fc", AppUrls.Container("local", "a/../b?c"));

    [Theory]
    [InlineData("/api/v1/environments", true)]
    [InlineData("/hubs/logs", true)]
    [InlineData("/_blazor", true)]
    [InlineData("/session", true)]
    [InlineData("/apitude", false)]
    [InlineData("/containers", false)]
    public void IsForPrograms_Path_IsTold(string path, bool expected) => Assert.Equal(expected, AppUrls.IsForPrograms(path));
}
