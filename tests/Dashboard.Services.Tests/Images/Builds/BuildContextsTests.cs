using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Services.Storage;
using Dashboard.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Images.Builds;

public sealed class BuildContextsTests : IDisposable
{
    private readonly DashboardOptions _options = new() { DataDirectory = TestRun.NewDirectory("contexts") };
    private readonly FakeEngine _engine = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Actor _kim = new("1", "kim", "test", GrantSet.Of(Right.All));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DockerEnvironment Local => _engine.Local;

    private string Folder => Path.Combine(_options.DataDirectory, "contexts");

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_options.DataDirectory, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stage_Archive_IsLookedThrough(bool isPacked)
    {
        var contexts = Make();
        using var archive = Tar(isPacked, ("app/Dockerfile", "FROM a"), ("Dockerfile", "FROM b"), (".dockerignore", "*.md"), ("a.md", "1"), ("b.txt", "22"));

        var staged = await contexts.StageAsync(_kim, Local, Guid.NewGuid(), "shop", archive, Stop);

        Assert.Equal(["app/Dockerfile", "Dockerfile", ".dockerignore", "a.md", "b.txt"], staged.Files.Select(f => f.Path));
        Assert.Equal(["Dockerfile", "app/Dockerfile"], staged.Dockerfiles);
        Assert.Equal("*.md", staged.Ignore);
        Assert.Equal(4, staged.Kept("Dockerfile").Files);
        Assert.Equal("FROM b", await contexts.ReadTextAsync(staged, "Dockerfile", Stop));
        Assert.Null(await contexts.ReadTextAsync(staged, "nosuch", Stop));
    }

    [Fact]
    public async Task Open_Staged_LeavesOutWhatTheFileSaysAndPutsTheEditedDockerfileIn()
    {
        var contexts = Make();
        using var archive = Tar(false, ("Dockerfile", "FROM b"), (".dockerignore", "*\n!src"), ("a.md", "1"), ("src/b.txt", "22"), ("src/run.sh", "x"));
        var staged = await contexts.StageAsync(_kim, Local, Guid.NewGuid(), "shop", archive, Stop);

        Assert.Equal(["Dockerfile=FROM b", ".dockerignore=*\n!src", "src/b.txt=22", "src/run.sh=x"], await EntriesAsync(contexts.Open(staged, "Dockerfile", null)));
        Assert.Equal(["Dockerfile=FROM c", ".dockerignore=*\n!src", "src/b.txt=22", "src/run.sh=x"], await EntriesAsync(contexts.Open(staged, "Dockerfile", "FROM c")));
    }

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    public async Task Stage_PathThatClimbs_IsRefusedByItsName(string path)
    {
        using var archive = Tar(false, (path, "x"));

        var error = await Assert.ThrowsAsync<EngineErrorException>(() => Make().StageAsync(_kim, Local, Guid.NewGuid(), "x", archive, Stop));

        Assert.Equal((EngineErrorKind.Invalid, true), (error.Error.Kind, error.Message.Contains(path, StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Theory]
    [InlineData("no tar at all, but long enough to be looked at as one ...........................................")]
    [InlineData("BZh91AY&SY")]
    [InlineData("")]
    public async Task Stage_NoArchive_SaysSo(string text)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(text.PadRight(text.Length == 0 ? 0 : 1024, '.')));

        var error = await Assert.ThrowsAsync<EngineErrorException>(() => Make().StageAsync(_kim, Local, Guid.NewGuid(), "x", body, Stop));

        Assert.Equal(EngineErrorKind.Invalid, error.Error.Kind);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task Stage_ArchiveThatUnpacksToMoreThanMayBe_IsCutOff()
    {
        _options.Builds.ContextMegabytes = 1;
        using var bomb = Tar(isPacked: true, ("zeros", new string('0', 3 * 1024 * 1024)));

        var error = await Assert.ThrowsAsync<EngineErrorException>(() => Make().StageAsync(_kim, Local, Guid.NewGuid(), "x", bomb, Stop));

        Assert.Contains("larger than 1 MB", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task Stage_BySomebodyWhoMayNotBuild_IsRefused()
    {
        using var archive = Tar(false, ("Dockerfile", "FROM a"));
        var viewer = new Actor("2", "lee", "test", GrantSet.Of(Right.View | Right.Operate));

        var error = await Assert.ThrowsAsync<EngineErrorException>(() => Make().StageAsync(viewer, Local, Guid.NewGuid(), "x", archive, Stop));

        Assert.Equal(EngineErrorKind.Refused, error.Error.Kind);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task Find_SomebodyElses_IsNotThere()
    {
        var contexts = Make();
        using var archive = Tar(false, ("Dockerfile", "FROM a"));
        var staged = await contexts.StageAsync(_kim, Local, Guid.NewGuid(), "x", archive, Stop);

        Assert.NotNull(contexts.Find(_kim, staged.Id));
        Assert.Null(contexts.Find(new Actor("2", "lee", "test", GrantSet.Of(Right.All)), staged.Id));
    }

    [Fact]
    public async Task Stage_MoreThanIsKept_TakesTheOldestAway()
    {
        _options.Builds.Megabytes = 1;
        var contexts = Make();
        var first = await StageAsync(contexts, 700 * 1024);
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await StageAsync(contexts, 700 * 1024);

        Assert.Null(contexts.Find(_kim, first.Id));
        Assert.NotNull(contexts.Find(_kim, second.Id));
        Assert.Single(Directory.EnumerateFileSystemEntries(Folder));
        Assert.Equal(EngineErrorKind.NotFound, Assert.Throws<EngineErrorException>(() => contexts.Open(first, "Dockerfile", null)).Error.Kind);
    }

    [Fact]
    public async Task Stage_TheFilesOnDisk_AreTheOwnersAlone()
    {
        await StageAsync(Make(), 10);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(Folder).Single()));
        }
    }

    [Fact]
    public void LeftOut_AFolder_TellsWhatNeedNotBeSentButWhatMayBeADockerfile() =>
        Assert.Equal([0, 3], Make().LeftOut(_kim, Local, "node_modules\n*.md\ndocker", ["node_modules/a.js", "src/a.js", "docker/Dockerfile.dev", "a.md", "Dockerfile"], Stop));

    private async Task<StagedContext> StageAsync(BuildContexts contexts, int size)
    {
        using var archive = Tar(false, ("Dockerfile", "FROM a"), ("fill", new string('x', size)));
        return await contexts.StageAsync(_kim, Local, Guid.NewGuid(), "x", archive, Stop);
    }

    private BuildContexts Make()
    {
        var options = Options.Create(_options);
        return new BuildContexts(new DataDirectory(options), options, _time);
    }

    private static MemoryStream Tar(bool isPacked, params (string Path, string Text)[] files)
    {
        var bytes = new MemoryStream();
        using (var packed = isPacked ? new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true) : null)
        using (var tar = new TarWriter(packed ?? (Stream)bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        bytes.Position = 0;
        return bytes;
    }

    private static async Task<List<string>> EntriesAsync(Stream archive)
    {
        await using (archive)
        {
            List<string> entries = [];
            await using var reader = new TarReader(archive);
            while (await reader.GetNextEntryAsync(copyData: true, Stop) is { } entry)
            {
                using var text = new StreamReader(entry.DataStream ?? Stream.Null);
                entries.Add($"{entry.Name}={await text.ReadToEndAsync(Stop)}");
            }

            return entries;
        }
    }
}
