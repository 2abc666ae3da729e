using Dashboard.Services.Tests.Access;
using Dashboard.Testing;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Tests.Storage;

/// <summary>Database that can be kept from being written: by another connection's lock, or by a file that fills its small disk.</summary>
internal sealed class DatabaseFault : IAsyncDisposable
{
    private const string DiskSize = "8m";

    private readonly string? _disk;
    private SqliteConnection? _lock;

    private DatabaseFault(AccessFixture access, string? disk) => (Access, _disk) = (access, disk);

    /// <summary>The services over it.</summary>
    public AccessFixture Access { get; }

    /// <summary>Makes one, on a disk of its own if that is to be filled, which only root can mount.</summary>
    public static async Task<DatabaseFault> CreateAsync(bool isFull)
    {
        if (!isFull)
        {
            return new DatabaseFault(await AccessFixture.CreateAsync(), null);
        }

        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can mount a small disk");
        var disk = TestRun.NewDirectory("disk");
        var mounted = await Cli.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={DiskSize}", "tmpfs", disk], null, TestContext.Current.CancellationToken);
        Assert.SkipUnless(mounted.ExitCode == 0, $"a small disk can't be mounted here: {mounted.Stderr}");
        var access = AccessFixture.At(Path.Combine(disk, "data"));
        await access.Database.PrepareAsync(TestContext.Current.CancellationToken);
        return new DatabaseFault(access, disk);
    }

    /// <summary>Nothing is written from now on.</summary>
    public async Task BeginAsync()
    {
        if (_disk is null)
        {
            _lock = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Access.Data.DatabaseFile, Pooling = false }.ToString());
            await _lock.OpenAsync();
            await using var command = _lock.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync();
            return;
        }

        // What the log of the database has room for is taken first.
        await using (var connection = new SqliteConnection($"Data Source={Access.Data.DatabaseFile};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        await using var filler = File.Create(Path.Combine(_disk, "filler"));
        var block = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(block);
                filler.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Everything can be written again.</summary>
    public void End()
    {
        _lock?.Dispose();
        _lock = null;
        if (_disk is not null)
        {
            File.Delete(Path.Combine(_disk, "filler"));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        End();
        await Access.DisposeAsync();
        if (_disk is not null)
        {
            SqliteConnection.ClearAllPools();
            await Cli.RunAsync("umount", ["-l", _disk], null, CancellationToken.None);
            Directory.Delete(_disk);
        }
    }
}
