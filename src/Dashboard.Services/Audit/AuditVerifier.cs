using System.Globalization;
using Dashboard.Services.Storage;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Audit;

/// <summary>What became of the audit log since it was written.</summary>
/// <param name="Rows">Rows that were looked at and found right.</param>
/// <param name="FirstBad">Number of the first row that is wrong or missing; null when all is well.</param>
/// <param name="Reason">What is wrong with it; "" when nothing is.</param>
public sealed record AuditVerdict(long Rows, long? FirstBad, string Reason)
{
    /// <summary>One sentence.</summary>
    public override string ToString() => FirstBad is null
        ? string.Create(CultureInfo.InvariantCulture, $"The audit log is intact: {Rows} rows.")
        : string.Create(CultureInfo.InvariantCulture, $"The audit log was tampered with: row {FirstBad} {Reason}.");
}

/// <summary>Follows the chain from the first row to the last and finds what was changed, removed, added or moved.</summary>
public sealed class AuditVerifier(DataDirectory directory)
{
    /// <summary>Reads the whole log, as it stands at one moment.</summary>
    /// <exception cref="SqliteException">The database can't be read.</exception>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancellationToken)
    {
        var how = new SqliteConnectionStringBuilder { DataSource = directory.DatabaseFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var connection = new SqliteConnection(how.ToString());
        await connection.OpenAsync(cancellationToken);
        // The file first: rows written while this runs may put the table ahead of it, never behind.
        var file = File.Exists(directory.AuditHeadFile) ? await File.ReadAllTextAsync(directory.AuditHeadFile, cancellationToken) : null;
        await using var transaction = connection.BeginTransaction(deferred: true);
        return Verify(connection, transaction, file, cancellationToken);
    }

    private AuditVerdict Verify(SqliteConnection connection, SqliteTransaction transaction, string? file, CancellationToken cancellationToken)
    {
        var noted = file is null ? AuditHead.Empty : AuditHead.Parse(file);
        var last = AuditHead.Empty;
        try
        {
            foreach (var row in AuditTable.ReadAll(connection, transaction))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (row.Number != last.Number + 1)
                    return Bad(last, "is missing");
                if (!row.PreviousHash.AsSpan().SequenceEqual(last.Hash))
                    return Bad(last, "does not follow the row before it");
                if (!row.Hash.AsSpan().SequenceEqual(AuditHash.Of(row)))
                    return Bad(last, "was changed");
                if (noted?.Number == row.Number && !noted.Hash.AsSpan().SequenceEqual(row.Hash))
                    return Bad(last, $"is not the one that {directory.AuditHeadFile} knows");
                last = new AuditHead { Number = row.Number, Hash = row.Hash };
            }
        }
        catch (Exception e) when (e is InvalidCastException or InvalidOperationException or ArgumentOutOfRangeException or FormatException)
        {
            return Bad(last, "holds a value of a wrong type");
        }

        return VerifyEnd(AuditTable.ReadHead(connection, transaction), last, noted, file);
    }

    private AuditVerdict VerifyEnd(AuditHead table, AuditHead last, AuditHead? noted, string? file)
    {
        if (table.Number != last.Number || !table.Hash.AsSpan().SequenceEqual(last.Hash))
            return Bad(last, table.Number > last.Number ? "is missing" : "is unknown to the log's head");
        if (noted is null)
            return Bad(last, $"can't be checked: {directory.AuditHeadFile} is not readable");
        if (noted.Number > last.Number)
            return Bad(last, "is missing");
        // The file is written just after the first row: a kill between the two leaves one row and no file.
        return file is null && last.Number > 1
            ? Bad(last, $"can't be checked: {directory.AuditHeadFile} is missing")
            : new AuditVerdict(last.Number, null, "");
    }

    private static AuditVerdict Bad(AuditHead lastGood, string reason) => new(lastGood.Number, lastGood.Number + 1, reason);
}
