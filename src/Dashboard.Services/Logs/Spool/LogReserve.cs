namespace Dashboard.Services.Logs.Spool;

/// <summary>
/// Blocks that could not be written: the newest are held in memory, up to a bound, so that a log can be followed though the disk is full,
/// and are written once there is space again. Used under its log's lock.
/// </summary>
internal sealed class LogReserve
{
    /// <summary>Bytes of records that are held of one log.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private readonly Queue<LogBlock> _blocks = [];
    private long _length;

    /// <summary>How many blocks wait for the disk.</summary>
    public int Count => _blocks.Count;

    /// <summary>The oldest; null when there is none.</summary>
    public LogBlock? Oldest => _blocks.TryPeek(out var block) ? block : null;

    /// <summary>Takes one; the oldest are let go of beyond the bound.</summary>
    public void Add(LogBlock block)
    {
        _blocks.Enqueue(block);
        _length += block.Records.Length;
        while (_length > MostBytes && _blocks.Count > 1)
        {
            _length -= _blocks.Dequeue().Records.Length;
        }
    }

    /// <summary>Lets go of a block that is on disk now; it may have gone already.</summary>
    public void Remove(LogBlock block)
    {
        if (_blocks.TryPeek(out var oldest) && ReferenceEquals(oldest, block))
        {
            _length -= _blocks.Dequeue().Records.Length;
        }
    }

    /// <summary>The block that holds a record; null when there is none.</summary>
    public LogBlock? Holding(long number) => _blocks.FirstOrDefault(b => number >= b.First && number < b.Next);
}
