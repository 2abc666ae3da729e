using Microsoft.Extensions.Configuration;

namespace Dashboard.Services.Tests.Access;

/// <summary>No root leads to what is below another: through the outer one, the way to the inner one could become a link to anywhere.</summary>
public sealed class BindRootErrorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("roots-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/r/rw", "/r/rw")]
    [InlineData("/r/rw", "/r/rw:ro")]
    [InlineData("/r", "/r/rw")]
    [InlineData("/r:ro", "/r/rw")]
    [InlineData("/r/rw", "/r:ro")]
    [InlineData("/r/a/b/c", "/r/a")]
    public void Find_RootsThatOverlap_NamesBoth(string one, string other)
    {
        var error = Assert.Single(Find(one, "/elsewhere", other));

        Assert.StartsWith("Dashboard:Policy:BindRoots:2: ", error, StringComparison.Ordinal);
        Assert.Contains($"\"{one.Replace(":ro", "", StringComparison.Ordinal)}\" (Dashboard:Policy:BindRoots:0)", error, StringComparison.Ordinal);
        Assert.Contains($"\"{other.Replace(":ro", "", StringComparison.Ordinal)}\"", error, StringComparison.Ordinal);
        Assert.Contains("overlap", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_RootsBesideEachOther_SaysNothing() => Assert.Empty(Find("/r/a", "/r/ab", "/r/b:ro", "/s"));

    [Fact]
    public void Find_AllPairs_AreCompared() => Assert.Equal(3, Find("/r", "/r/a", "/r/a/b").Count);

    [Theory]
    [InlineData("")]
    [InlineData("/keys")]
    public void Find_RootOverTheDataDirectory_IsRefused(string below)
    {
        var error = Assert.Single(FindIn(new() { ["Dashboard:DataDirectory"] = "/r/dash", ["Dashboard:Policy:BindRoots:0"] = "/r/dash" + below }));

        Assert.Contains("the dashboard's own data directory (/r/dash) overlap", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("link/below")]
    public void Find_RootThroughALink_NamesTheLink(string path)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "real", "below"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(_folder, "real"));

        Assert.Empty(Find(Path.Combine(_folder, "real")));
        var error = Assert.Single(Find(Path.Combine(_folder, path)));
        Assert.Contains($"leads through the link {Path.Combine(_folder, "link")}.", error, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Find(params string[] roots) =>
        FindIn(roots.Index().ToDictionary(r => $"Dashboard:Policy:BindRoots:{r.Index}", r => (string?)r.Item));

    private static IReadOnlyList<string> FindIn(Dictionary<string, string?> settings) =>
        DashboardOptionsErrors.Find(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
