using Dashboard.Services.Images.Builds.Contexts;

namespace Dashboard.Services.Tests.Images.Builds;

public sealed class IgnoreFileTests
{
    /// <summary>Lines with "|" between, a path, and whether it is sent.</summary>
    public static TheoryData<string, string, bool> Vectors => new()
    {
        { "", "a", true },
        { "# a comment||a", "a", false },
        { " # no comment", "a", true },
        { "a", "b/a", true },
        { "a", "a/b/c", false },
        { "/a", "a", false },
        { "/a", "b/a", true },
        { "a/", "a", false },
        { "a/", "a/b", false },
        { "./a//b/../c", "a/c", false },
        { "../a", "a", true },
        { "*", "a/b", false },
        { "*.md", "a.md", false },
        { "*.md", "b/a.md", true },
        { "*/*.md", "b/a.md", false },
        { "*/*.md", "c/b/a.md", true },
        { "?.txt", "a.txt", false },
        { "?.txt", "ab.txt", true },
        { "**/a", "a", false },
        { "**/a", "x/y/a", false },
        { "**/a", "xa", true },
        { "**/*.log", "x/y/z.log", false },
        { "**/*.log", "z.log", false },
        { "a/**", "a/b", false },
        { "a/**", "a", true },
        { "a/**/b", "a/b", false },
        { "a/**/b", "a/x/y/b", false },
        { "a/**/b", "a/x/y/c", true },
        { "**", "anything/at.all", false },
        { "[a-c].txt", "b.txt", false },
        { "[a-c].txt", "d.txt", true },
        { "[^a-c].txt", "d.txt", false },
        { @"\*.txt", "*.txt", false },
        { @"\*.txt", "a.txt", true },
        { "a.b", "axb", true },
        { "(x)+", "(x)+", false },
        { "a$", "a$", false },
        { "*|!a", "a", true },
        { "*|!a", "b", false },
        { "*|!a/b", "a/b", true },
        { "*|!a/b", "a/c", false },
        { "*|!a|a/secret", "a/secret", false },
        { "*|!a|a/secret", "a/b", true },
        { "!a|a", "a", false },
        // A folder that is left out is looked into only where an exception begins with its path.
        { "a|!**/keep", "a/keep", false },
        { "*.md|!**/keep.md", "keep.md", true },
        { "node_modules|!node_modules/kept/index.js", "node_modules/kept/index.js", true },
        { "node_modules|!node_modules/kept/index.js", "node_modules/other.js", false },
        { "! a|*|!  b", "b", true },
        { "\uFEFFa", "a", false },
        { "가 나.txt", "가 나.txt", false },
        { "*|", "Dockerfile", true },
        { "*|", ".dockerignore", true },
        { "Dockerfile|.dockerignore", "Dockerfile", true },
        { "A", "a", true },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Keeps_Vector_IsTheClisChoice(string lines, string path, bool isKept) =>
        Assert.Equal(isKept, IgnoreFile.Parse(lines.Replace('|', '\n'), "Dockerfile", TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken).Keeps(path, isFolder: false));

    [Theory]
    [InlineData("a\n!", 2, "illegal exclusion pattern")]
    [InlineData("[a", 1, "syntax error in pattern")]
    [InlineData("a\n\nb[]", 3, "syntax error in pattern")]
    [InlineData("a[b-]", 1, "syntax error in pattern")]
    [InlineData("a\\", 1, "syntax error in pattern")]
    public void Parse_WrongLine_TellsWhich(string text, int line, string words)
    {
        var error = Assert.Throws<FormatException>(() => IgnoreFile.Parse(text, "Dockerfile", TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        Assert.StartsWith($".dockerignore:{line}: {words}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_OtherDockerfile_IsSentWhateverTheLinesSay()
    {
        var file = IgnoreFile.Parse("build\nDockerfile", "build/[x].dockerfile", TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.True(file.Keeps("build/[x].dockerfile", isFolder: false));
        Assert.False(file.Keeps("build/x.dockerfile", isFolder: false));
        Assert.False(file.Keeps("Dockerfile", isFolder: false));
    }

    [Fact]
    public void Keeps_FolderThatIsLeftOut_IsNoEntryOfItsOwn()
    {
        var file = IgnoreFile.Parse("a\n!a/b", "Dockerfile", TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.False(file.Keeps("a", isFolder: true));
        Assert.True(file.Keeps("a/b", isFolder: true));
    }
}
