using Dashboard.Services.Storage;
using Dashboard.Services.Tests.Access;
using Dashboard.Testing;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Tests.Storage;

public sealed class DatabaseTests
{
    [Fact]
    public async Task Prepare_NoDirectory_MakesItForItsOwnerAlone()
    {
        await using var parent = await AccessFixture.CreateAsync();
        await using var access = AccessFixture.At(Path.Combine(parent.Directory, "a", "b"));

        await access.Database.PrepareAsync(TestContext.Current.CancellationToken);

        Assert.True(await access.Database.ProbeAsync(TestContext.Current.CancellationToken) == DatabaseState.Usable);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(access.Directory));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(access.Data.DatabaseFile));
        }
    }

    [Fact]
    public async Task Prepare_Again_KeepsWhatIsThere()
    {
        await using var access = await AccessFixture.CreateAsync();
        await access.AddUserAsync();

        await access.Database.PrepareAsync(TestContext.Current.CancellationToken);

        Assert.NotNull((await access.SignInAsync("kim", AccessFixture.Password)).Secret);
    }

    [Theory]
    [InlineData("this is no database, but it is somebody's only copy of something")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense at all, for a while")]
    [InlineData("x")]
    public async Task Prepare_NotADatabase_RefusesAndChangesNothing(string content)
    {
        await using var access = AccessFixture.At(TestRun.NewDirectory("access"));
        File.WriteAllText(access.Data.DatabaseFile, content);

        var refusal = await RefusalAsync(access);

        Assert.Contains(access.Data.DatabaseFile, refusal);
        Assert.Equal(content, File.ReadAllText(access.Data.DatabaseFile));
    }

    [Fact]
    public async Task Prepare_PageOverwritten_RefusesAndChangesNothing()
    {
        await using var access = await AccessFixture.CreateAsync();
        await access.AddUserAsync();
        await ExecuteAsync(access, "PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        var bytes = File.ReadAllBytes(access.Data.DatabaseFile);
        bytes.AsSpan(4096, 8192).Fill(0xA5);
        File.WriteAllBytes(access.Data.DatabaseFile, bytes);

        var refusal = await RefusalAsync(access);

        Assert.Contains("damaged", refusal);
        Assert.Equal(bytes, File.ReadAllBytes(access.Data.DatabaseFile));
    }

    [Fact]
    public async Task Prepare_MadeByNewerProgram_Refuses()
    {
        await using var access = await AccessFixture.CreateAsync();
        await ExecuteAsync(access, "INSERT INTO __EFMigrationsHistory VALUES ('29991231000000_Future', '99.0.0')");

        Assert.Contains("newer version", await RefusalAsync(access));
    }

    [Fact]
    public async Task Prepare_DirectoryIsAFile_RefusesInOneLine()
    {
        await using var parent = await AccessFixture.CreateAsync();
        await using var access = AccessFixture.At(Path.Combine(parent.Data.DatabaseFile, "data"));

        var refusal = await RefusalAsync(access);

        Assert.StartsWith($"Data directory {access.Directory}: ", refusal);
    }

    private static async Task<string> RefusalAsync(AccessFixture access)
    {
        var refusal = await Assert.ThrowsAsync<StartupException>(() => access.Database.PrepareAsync(default));
        return Assert.Single(refusal.Lines);
    }

    private static async Task ExecuteAsync(AccessFixture access, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={access.Data.DatabaseFile}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
