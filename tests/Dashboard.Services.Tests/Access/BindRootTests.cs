using Dashboard.Services.Access.Policy;

namespace Dashboard.Services.Tests.Access;

public sealed class BindRootTests
{
    [Theory]
    [InlineData("/srv/data", "/srv/data", false, true)]
    [InlineData("/srv/data", "/srv/data", true, true)]
    [InlineData("/srv/data", "/srv/data/", false, false)]
    [InlineData("/srv/data", "/srv/data/sub", true, false)]
    [InlineData("/srv/data", "/srv/database", false, false)]
    [InlineData("/srv/data", "/srv/data/../../etc", false, false)]
    [InlineData("/srv/www:ro", "/srv/www", true, true)]
    [InlineData("/srv/www:ro", "/srv/www", false, false)]
    [InlineData("/srv/www:ro", "/srv/www/a/b", true, false)]
    [InlineData("/srv/www:ro", "/srv/www/../../etc", true, false)]
    [InlineData("/srv/www:ro", "/srv/wwwx", true, false)]
    [InlineData("/srv/www:ro", "/srv/www/./a", true, false)]
    public void Allows_APath_IsTheRootOnly(string root, string source, bool readOnly, bool expected) =>
        Assert.Equal(expected, BindRoot.Parse(root).Allows(source, readOnly));

    [Theory]
    [InlineData("")]
    [InlineData("srv")]
    [InlineData("/")]
    [InlineData("//srv")]
    [InlineData("/srv/../etc")]
    [InlineData("/srv/*")]
    [InlineData("/srv:rw")]
    [InlineData("/etc")]
    [InlineData("/etc/ssh")]
    [InlineData("/var")]
    [InlineData("/var/run/docker.sock")]
    [InlineData("/run")]
    [InlineData("/proc/1/root:ro")]
    [InlineData("/var/lib")]
    [InlineData("/srv/www/**:ro")]
    [InlineData("/srv/www/**")]
    [InlineData("/**:ro")]
    [InlineData("/srv/**/x:ro")]
    public void Parse_APathThatGivesTheHostAway_IsRefusedByName(string root)
    {
        var e = Assert.Throws<FormatException>(() => BindRoot.Parse(root));
        Assert.Contains($"\"{root}\"", e.Message, StringComparison.Ordinal);
    }
}
