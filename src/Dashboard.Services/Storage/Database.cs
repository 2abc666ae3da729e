using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Storage;

/// <summary>Opens the database at start: looks before it touches, then brings it to this program's schema.</summary>
public sealed class Database : IDisposable
{
    /// <summary>How often at most it is tried: anybody may ask.</summary>
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(2);

    private static readonly byte[] _header = "SQLite format 3\0"u8.ToArray();

    private readonly SemaphoreSlim _probing = new(1, 1);
    private (DatabaseState State, long At)? _probed;
    private readonly DataDirectory _directory;
    private readonly KeyRing _keys;
    private readonly IDbContextFactory<DashboardDbContext> _contexts;
    private readonly TimeProvider _time;

    internal Database(DataDirectory directory, KeyRing keys, IDbContextFactory<DashboardDbContext> contexts, TimeProvider time) =>
        (_directory, _keys, _contexts, _time) = (directory, keys, contexts, time);

    /// <summary>How connections to <paramref name="file"/> are opened; waits up to 5 s for another writer.</summary>
    public static string ConnectionString(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 5, ForeignKeys = true }.ToString();

    /// <summary>Makes or checks the data directory and the database, and applies the migrations that it lacks.</summary>
    /// <exception cref="StartupException">It is corrupt, of a newer program, or can't be written; nothing was changed.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _directory.Prepare();
        _keys.Prepare();
        try
        {
            if (new FileInfo(_directory.DatabaseFile) is { Exists: true, Length: > 0 })
                await CheckAsync(cancellationToken);
            else
                DataDirectory.WritePrivate(_directory.DatabaseFile, "");

            await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
            await RefuseNewerAsync(context, cancellationToken);
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal'", cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw Refusal(Plain(e), e);
        }
    }

    /// <summary>Whether the database can be read and written now, tried at most once in <see cref="ProbeEvery"/>; for <c>/readyz</c>.</summary>
    public async Task<DatabaseState> ProbeAsync(CancellationToken cancellationToken)
    {
        await _probing.WaitAsync(cancellationToken);
        try
        {
            if (_probed is not { } known || _time.GetElapsedTime(known.At) >= ProbeEvery)
            {
                _probed = known = (await TryAsync(), _time.GetTimestamp());
            }

            return known.State;
        }
        finally
        {
            _probing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _probing.Dispose();

    // Not cancelled by one of those who wait for it.
    private async Task<DatabaseState> TryAsync()
    {
        var state = DatabaseState.Unreadable;
        try
        {
            await using var connection = new SqliteConnection(ConnectionString(_directory.DatabaseFile)) { DefaultTimeout = 1 };
            await connection.OpenAsync();
            await using var read = connection.CreateCommand();
            read.CommandText = "SELECT COUNT(*) FROM AspNetUsers";
            await read.ExecuteScalarAsync();
            state = DatabaseState.Unwritable;
            // A number in the file's head that SQLite leaves to programs: the smallest write that reaches the disk.
            read.CommandText = "PRAGMA user_version";
            var version = Convert.ToInt64(await read.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
            await using var write = connection.CreateCommand();
            write.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {(version + 1) % 1_000_000}");
            await write.ExecuteNonQueryAsync();
            return DatabaseState.Usable;
        }
        catch (SqliteException)
        {
            return state;
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var start = new byte[_header.Length];
        await using (var stream = File.OpenRead(_directory.DatabaseFile))
        {
            if (await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken) < start.Length
                || !start.AsSpan().SequenceEqual(_header))
                throw Refusal("this is not a SQLite database");
        }

        var how = new SqliteConnectionStringBuilder { DataSource = _directory.DatabaseFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var connection = new SqliteConnection(how.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (await command.ExecuteScalarAsync(cancellationToken) is not "ok" and var finding)
            throw Refusal($"it is damaged: {finding?.ToString()?.ReplaceLineEndings(" ")}");
    }

    private async Task RefuseNewerAsync(DashboardDbContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.FirstOrDefault(m => !known.Contains(m)) is { } unknown)
            throw Refusal($"it was made by a newer version of this program (schema {unknown})");
    }

    private StartupException Refusal(string reason, Exception? inner = null) =>
        new($"Database {_directory.DatabaseFile}: can't be used: {reason}. Nothing was changed; restore it from a backup or move it away.", inner);

    private static string Plain(Exception e) =>
        e is SqliteException { SqliteErrorCode: 11 or 26 } ? "it is damaged or not a SQLite database" : e.Message.TrimEnd('.');
}
