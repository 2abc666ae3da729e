using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Audit;

/// <summary>
/// The audit log in the database, over a connection of its own that waits for the disk on every row
/// (<c>synchronous=FULL</c>). One writer at a time; other processes are held off by SQLite's own lock.
/// </summary>
internal sealed class AuditLog(DataDirectory directory, TimeProvider time) : IAuditLog, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SqliteConnection? _connection;

    /// <inheritdoc />
    public event Action<string, string>? Written;

    /// <inheritdoc />
    public Task<long> BeginAsync(Actor actor, string environment, string action, CancellationToken cancellationToken) =>
        AppendAsync((_, _) => new Entry(AuditKind.Intent, null, actor.UserId, actor.UserName, actor.Origin, environment, action, ""), cancellationToken);

    /// <inheritdoc />
    public Task CompleteAsync(long intent, string outcome, CancellationToken cancellationToken) =>
        AppendAsync(
            (connection, transaction) => AuditTable.Find(connection, transaction, intent) is { Kind: AuditKind.Intent } row
                ? new Entry(AuditKind.Outcome, intent, row.UserId, row.UserName, row.Origin, row.Environment, row.Action, outcome)
                : throw new ArgumentException($"There is no intent {intent}.", nameof(intent)),
            cancellationToken);

    /// <inheritdoc />
    public Task RecordAsync(Actor actor, string environment, string action, string outcome, CancellationToken cancellationToken) =>
        AppendAsync((_, _) => new Entry(AuditKind.Event, null, actor.UserId, actor.UserName, actor.Origin, environment, action, outcome), cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _connection?.Dispose();
        _gate.Dispose();
    }

    private async Task<long> AppendAsync(Func<SqliteConnection, SqliteTransaction, Entry> entry, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await AppendAsync(_connection ??= await OpenAsync(cancellationToken), entry);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            Close();
            throw new AuditUnavailableException($"The audit log can't be written: {e.Message}", e);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<long> AppendAsync(SqliteConnection connection, Func<SqliteConnection, SqliteTransaction, Entry> entry)
    {
        await using var transaction = connection.BeginTransaction(deferred: false);
        var head = AuditTable.ReadHead(connection, transaction);
        var row = entry(connection, transaction).After(head, time.GetUtcNow());
        AuditTable.Insert(connection, transaction, row);
        var next = new AuditHead { Number = row.Number, Hash = row.Hash };
        AuditTable.WriteHead(connection, transaction, next);
        await transaction.CommitAsync(CancellationToken.None);
        // After the commit: a file that lags by a row is told from one that runs ahead of a table cut short.
        DataDirectory.WritePrivate(directory.AuditHeadFile, next.ToText());
        Written?.Invoke(row.Environment, row.Action);
        return row.Number;
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var how = new SqliteConnectionStringBuilder(Database.ConnectionString(directory.DatabaseFile)) { Pooling = false, Mode = SqliteOpenMode.ReadWrite };
        var connection = new SqliteConnection(how.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous = FULL";
            await command.ExecuteNonQueryAsync(cancellationToken);
            RefuseToHideRemoval(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Going on would bring the file into line with a table that lost rows, and with it the only trace of the loss.
    private void RefuseToHideRemoval(SqliteConnection connection)
    {
        if (!File.Exists(directory.AuditHeadFile))
            return;
        var table = AuditTable.ReadHead(connection, null);
        if (AuditHead.Parse(File.ReadAllText(directory.AuditHeadFile)) is not { } file || file.Number > table.Number)
        {
            throw new IOException(
                $"{directory.AuditHeadFile} knows of rows that the table lacks. Run `audit verify`; after restoring a backup, remove that file to go on");
        }
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private sealed record Entry(
        AuditKind Kind, long? Intent, string UserId, string UserName, string Origin, string Environment, string Action, string Outcome)
    {
        public AuditRow After(AuditHead head, DateTimeOffset time)
        {
            var row = Row(head, time, []);
            return Row(head, time, AuditHash.Of(row));
        }

        private AuditRow Row(AuditHead head, DateTimeOffset time, byte[] hash) => new()
        {
            Number = head.Number + 1,
            Time = time,
            Kind = Kind,
            Intent = Intent,
            UserId = UserId,
            UserName = UserName,
            Origin = Origin,
            Environment = Environment,
            Action = Action,
            Outcome = Outcome,
            PreviousHash = head.Hash,
            Hash = hash,
        };
    }
}
