using Dashboard.Services.Images.Builds.Contexts;

namespace Dashboard.Services.Tests.Images.Builds;

public sealed class GitSourceTests
{
    [Theory]
    [InlineData("https://example.org/a/b.git", "https://example.org/a/b.git", "", "")]
    [InlineData("https://example.org/a/b.git#v1.2", "https://example.org/a/b.git", "v1.2", "")]
    [InlineData("https://example.org/a/b.git#main:src/app/", "https://example.org/a/b.git", "main", "src/app")]
    [InlineData("https://example.org/a/b.git#:src", "https://example.org/a/b.git", "", "src")]
    [InlineData("github.com/a/b", "https://github.com/a/b", "", "")]
    [InlineData("https://github.com/a/b#feature/x", "https://github.com/a/b", "feature/x", "")]
    [InlineData("http://10.0.0.5:3000/a.git", "http://10.0.0.5:3000/a.git", "", "")]
    public void TryParse_Repository_IsRead(string text, string address, string reference, string folder)
    {
        Assert.True(GitSource.TryParse(text, out var source, out _));
        Assert.Equal((address, reference, folder), (source.Address.AbsoluteUri, source.Reference, source.Folder));
    }

    [Theory]
    [InlineData("https://example.org/a/shop.git", "../lib.git", "https://example.org/a/lib.git")]
    [InlineData("https://example.org/a/shop.git", "../../b/lib", "https://example.org/b/lib")]
    [InlineData("https://example.org/a/shop.git", "./lib", "https://example.org/a/shop.git/lib")]
    [InlineData("https://example.org:8443/shop.git", "../lib.git", "https://example.org:8443/lib.git")]
    [InlineData("https://example.org/a/shop.git", "http://10.0.0.5/x", "http://10.0.0.5/x")]
    [InlineData("https://example.org/a/shop.git", "../../../lib.git", null)]
    [InlineData("https://example.org/a/shop.git", "ssh://git@example.org/x", null)]
    [InlineData("https://example.org/a/shop.git", "git@example.org:x", null)]
    [InlineData("https://example.org/a/shop.git", "/etc/x", null)]
    [InlineData("https://example.org/a/shop.git", "file:///etc/x", null)]
    [InlineData("https://example.org/a/shop.git", "-u", null)]
    [InlineData("https://example.org/a/shop.git", "https://kim:s3cret@example.org/x", null)]
    [InlineData("https://example.org/a/shop.git", "", null)]
    public void TryResolve_Submodule_IsTakenFromItsRepositorysAddress(string from, string url, string? expected)
    {
        Assert.True(GitSource.TryParse(from, out var source, out _));
        Assert.Equal(expected is not null, source.TryResolve(url, "0123", out var submodule, out var wrong));
        Assert.Equal((expected, expected is null), (submodule?.Address.AbsoluteUri, wrong is not null));
    }

    [Theory]
    [InlineData("git@github.com:a/b.git", "over https only")]
    [InlineData("ssh://git@example.org/a.git", "over https only")]
    [InlineData("git://example.org/a.git", "over https only")]
    [InlineData("file:///etc/a.git", "no address of a git repository")]
    [InlineData("ext::sh -c x.git", "no address of a git repository")]
    [InlineData("https://kim:secret@example.org/a.git", "an account in it")]
    [InlineData("https://example.org/context.tar.gz", "ends with .git")]
    [InlineData("https://example.org/a.git?x=1", "ends with .git")]
    [InlineData("https://example.org/a.git#--upload-pack=x", "no branch, tag or commit")]
    [InlineData("https://example.org/a.git#a..b", "no branch, tag or commit")]
    [InlineData("https://example.org/a.git#a b", "no branch, tag or commit")]
    [InlineData("https://example.org/a.git#main:../../etc", "no folder")]
    public void TryParse_AnythingElse_SaysWhyNot(string text, string words)
    {
        Assert.False(GitSource.TryParse(text, out _, out var wrong));
        Assert.Contains(words, wrong, StringComparison.Ordinal);
    }
}
