namespace Dashboard.Services.Logs.Spool;

/// <summary>Records that stand together in one log, in the format of <see cref="LogBatch"/>. They are numbered without holes.</summary>
/// <param name="First">Number of the first record.</param>
/// <param name="Count">How many records.</param>
/// <param name="Earliest">Smallest time of a record, in nanoseconds since 1970; 0 when none has a time.</param>
/// <param name="Latest">Greatest time of a record; 0 when none has a time.</param>
/// <param name="Records">Their bytes; never changed.</param>
internal sealed record LogBlock(long First, int Count, long Earliest, long Latest, ReadOnlyMemory<byte> Records)
{
    /// <summary>Number of the record after the last.</summary>
    public long Next => First + Count;

    /// <summary>No records: the place behind those that can't be read.</summary>
    public static LogBlock Empty(long at) => new(at, 0, 0, 0, ReadOnlyMemory<byte>.Empty);

    /// <summary>Counts records that were written one after the other, and finds their times.</summary>
    /// <exception cref="InvalidDataException">The bytes are no records.</exception>
    public static LogBlock Of(long first, ReadOnlyMemory<byte> records)
    {
        var count = 0;
        long earliest = 0, latest = 0;
        LogBatch.Read(records.Span, line =>
        {
            count++;
            if (line.Timestamp != 0)
            {
                earliest = earliest == 0 ? line.Timestamp : Math.Min(earliest, line.Timestamp);
                latest = Math.Max(latest, line.Timestamp);
            }
        });
        return new LogBlock(first, count, earliest, latest, records);
    }

    /// <summary>The part of it from a record on, which must be one of its own.</summary>
    public LogBlock From(long number) => number <= First
        ? this
        : this with { First = number, Count = (int)(Next - number), Records = Records[LogBatch.OffsetOf(Records.Span, (int)(number - First))..] };
}
