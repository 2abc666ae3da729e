namespace Dashboard.Services.Audit;

/// <summary>Follows the chain row by row. What comes in is right when it follows what came before it, and its hash is that of its words.</summary>
/// <param name="last">The row before the first that comes in; <see cref="AuditHead.Empty"/> at the beginning of the log.</param>
/// <param name="noted">What the head file knows; null when it can't be read.</param>
/// <param name="headFile">Where that file is, for words.</param>
internal sealed class AuditChain(AuditHead last, AuditHead? noted, string headFile)
{
    /// <summary>Takes the next row in.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public AuditVerdict? Add(AuditRow row)
    {
        if (row.Number != last.Number + 1)
        {
            return Bad("is missing");
        }

        if (!row.PreviousHash.AsSpan().SequenceEqual(last.Hash))
        {
            return Bad("does not follow the row before it");
        }

        if (!row.Hash.AsSpan().SequenceEqual(AuditHash.Of(row)))
        {
            return Bad("was changed");
        }

        if (noted?.Number == row.Number && !noted.Hash.AsSpan().SequenceEqual(row.Hash))
        {
            return Bad($"is not the one that {headFile} knows");
        }

        last = new AuditHead { Number = row.Number, Hash = row.Hash };
        return null;
    }

    /// <summary>There are no more rows.</summary>
    /// <param name="table">The head beside the rows.</param>
    /// <param name="hasFile">Whether there is a head file at all.</param>
    public AuditVerdict End(AuditHead table, bool hasFile)
    {
        if (table.Number != last.Number || !table.Hash.AsSpan().SequenceEqual(last.Hash))
        {
            return Bad(table.Number > last.Number ? "is missing" : "is unknown to the log's head");
        }

        if (noted is null)
        {
            return Bad($"can't be checked: {headFile} is not readable");
        }

        if (noted.Number > last.Number)
        {
            return Bad("is missing");
        }

        // The file is written just after the first row: a kill between the two leaves one row and no file.
        return !hasFile && last.Number > 1 ? Bad($"can't be checked: {headFile} is missing") : new AuditVerdict(last.Number, null, "");
    }

    /// <summary>The next row is not as it was written, or not there.</summary>
    public AuditVerdict Bad(string reason) => new(last.Number, last.Number + 1, reason);
}
