using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Audit;

/// <summary>Table <c>Audit</c> and its head over a plain connection: the one place that knows their columns' order.</summary>
internal static class AuditTable
{
    private const string Columns =
        "\"Number\", \"Time\", \"Kind\", \"Intent\", \"UserId\", \"UserName\", \"Origin\", \"Environment\", \"Action\", \"Outcome\", \"PreviousHash\", \"Hash\"";

    public static AuditHead ReadHead(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = Command(connection, transaction, "SELECT \"Number\", \"Hash\" FROM \"AuditHead\" WHERE \"Id\" = 1");
        using var reader = command.ExecuteReader();
        return reader.Read() ? new AuditHead { Number = reader.GetInt64(0), Hash = reader.GetFieldValue<byte[]>(1) } : AuditHead.Empty;
    }

    public static void WriteHead(SqliteConnection connection, SqliteTransaction transaction, AuditHead head)
    {
        using var command = Command(
            connection, transaction, "INSERT OR REPLACE INTO \"AuditHead\" (\"Id\", \"Number\", \"Hash\") VALUES (1, $number, $hash)");
        command.Parameters.AddWithValue("$number", head.Number);
        command.Parameters.AddWithValue("$hash", head.Hash);
        command.ExecuteNonQuery();
    }

    public static void Insert(SqliteConnection connection, SqliteTransaction transaction, AuditRow row)
    {
        using var command = Command(
            connection, transaction,
            $"INSERT INTO \"Audit\" ({Columns}) VALUES ($number, $time, $kind, $intent, $userId, $userName, $origin, $environment, $action, $outcome, $previous, $hash)");
        command.Parameters.AddWithValue("$number", row.Number);
        command.Parameters.AddWithValue("$time", row.Time.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$kind", (int)row.Kind);
        command.Parameters.AddWithValue("$intent", row.Intent is { } intent ? intent : DBNull.Value);
        command.Parameters.AddWithValue("$userId", row.UserId);
        command.Parameters.AddWithValue("$userName", row.UserName);
        command.Parameters.AddWithValue("$origin", row.Origin);
        command.Parameters.AddWithValue("$environment", row.Environment);
        command.Parameters.AddWithValue("$action", row.Action);
        command.Parameters.AddWithValue("$outcome", row.Outcome);
        command.Parameters.AddWithValue("$previous", row.PreviousHash);
        command.Parameters.AddWithValue("$hash", row.Hash);
        command.ExecuteNonQuery();
    }

    public static AuditRow? Find(SqliteConnection connection, SqliteTransaction transaction, long number)
    {
        using var command = Command(connection, transaction, $"SELECT {Columns} FROM \"Audit\" WHERE \"Number\" = $number");
        command.Parameters.AddWithValue("$number", number);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Read(reader) : null;
    }

    /// <summary>Every row by number, with whatever somebody made of it.</summary>
    public static IEnumerable<AuditRow> ReadAll(SqliteConnection connection, SqliteTransaction? transaction) =>
        Read(Command(connection, transaction, $"SELECT {Columns} FROM \"Audit\" ORDER BY \"Number\""));

    /// <summary>The same from a row on, so many at most.</summary>
    public static IEnumerable<AuditRow> ReadFrom(SqliteConnection connection, long number, int count)
    {
        var command = Command(connection, null, $"SELECT {Columns} FROM \"Audit\" WHERE \"Number\" >= $number ORDER BY \"Number\" LIMIT $count");
        command.Parameters.AddWithValue("$number", number);
        command.Parameters.AddWithValue("$count", count);
        return Read(command);
    }

    private static IEnumerable<AuditRow> Read(SqliteCommand command)
    {
        using var disposed = command;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return Read(reader);
    }

    private static AuditRow Read(SqliteDataReader reader) => new()
    {
        Number = reader.GetInt64(0),
        Time = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
        Kind = reader.GetInt64(2) is >= (long)AuditKind.Intent and <= (long)AuditKind.Event and var kind
            ? (AuditKind)kind
            // A cast would drop the upper half, and with it what somebody wrote there.
            : throw new FormatException("There is no such kind of row."),
        Intent = reader.IsDBNull(3) ? null : reader.GetInt64(3),
        UserId = reader.GetString(4),
        UserName = reader.GetString(5),
        Origin = reader.GetString(6),
        Environment = reader.GetString(7),
        Action = reader.GetString(8),
        Outcome = reader.GetString(9),
        PreviousHash = reader.GetFieldValue<byte[]>(10),
        Hash = reader.GetFieldValue<byte[]>(11),
    };

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string text)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every text is a constant of this class; values are parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }
}
