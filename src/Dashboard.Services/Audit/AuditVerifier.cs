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
        var chain = new AuditChain(AuditHead.Empty, file is null ? AuditHead.Empty : AuditHead.Parse(file), directory.AuditHeadFile);
        return Follow(chain, AuditTable.ReadAll(connection, transaction), cancellationToken)
            ?? chain.End(AuditTable.ReadHead(connection, transaction), file is not null);
    }

    /// <summary>The first of <paramref name="rows"/> that is wrong, or null.</summary>
    internal static AuditVerdict? Follow(AuditChain chain, IEnumerable<AuditRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (chain.Add(row) is { } bad)
                {
                    return bad;
                }
            }

            return null;
        }
        catch (Exception e) when (e is InvalidCastException or InvalidOperationException or ArgumentOutOfRangeException or FormatException)
        {
            return chain.Bad("holds a value of a wrong type");
        }
    }
}
