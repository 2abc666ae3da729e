namespace Dashboard.Services.Logs.Spool;

/// <summary>The records that are in no block yet. Used under its log's lock.</summary>
internal sealed class OpenBlock
{
    /// <summary>
    /// Bytes of records after which a block is closed, compressed and written. Small enough that its buffer is no large object to the
    /// garbage collector, which clears those only in its longest collections.
    /// </summary>
    public const int Full = 80_000;

    private byte[] _records = [];
    private long _earliest;
    private long _latest;

    /// <summary>Begins at a number.</summary>
    public OpenBlock(long first) => First = first;

    /// <summary>Goes on with records that a journal held.</summary>
    public OpenBlock(LogBlock tail) =>
        (First, Count, _earliest, _latest, _records, Length) = (tail.First, tail.Count, tail.Earliest, tail.Latest, tail.Records.ToArray(), tail.Records.Length);

    /// <summary>Number of its first record.</summary>
    public long First { get; private set; }

    /// <summary>How many records.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of its records.</summary>
    public int Length { get; private set; }

    /// <summary>Number that the next record gets.</summary>
    public long Next => First + Count;

    /// <summary>Its records; valid until the next is added.</summary>
    public ReadOnlySpan<byte> Records => _records.AsSpan(0, Length);

    /// <summary>Whether it should be closed before a record is added.</summary>
    public bool IsFullFor(LogLine line) => Length > 0 && Length + LogBatch.HeaderLength + line.Text.Length > Full;

    /// <summary>Adds a record.</summary>
    public void Add(LogLine line)
    {
        var length = Length + LogBatch.HeaderLength + line.Text.Length;
        if (length > _records.Length)
        {
            // A quiet log keeps little; a busy one comes to the full size in a few steps.
            Array.Resize(ref _records, Math.Max(length, Math.Min(Full, Math.Max(1024, _records.Length * 2))));
        }

        Length += LogBatch.Write(_records.AsSpan(Length), line);
        Count++;
        if (line.Timestamp != 0)
        {
            _earliest = _earliest == 0 ? line.Timestamp : Math.Min(_earliest, line.Timestamp);
            _latest = Math.Max(_latest, line.Timestamp);
        }
    }

    /// <summary>A copy of the records from a number on, which must not be less than <see cref="First"/>; null when there are none yet.</summary>
    public LogBlock? From(long number)
    {
        var skip = number < Next ? LogBatch.OffsetOf(_records, (int)(number - First)) : Length;
        return skip == Length ? null : LogBlock.Of(number, _records.AsSpan(skip, Length - skip).ToArray());
    }

    /// <summary>Gives the records away and begins anew behind them.</summary>
    public LogBlock Close()
    {
        var block = new LogBlock(First, Count, _earliest, _latest, _records.AsMemory(0, Length));
        First = block.Next;
        // What filled one block fills the next.
        _records = new byte[Full];
        Count = Length = 0;
        _earliest = _latest = 0;
        return block;
    }
}
