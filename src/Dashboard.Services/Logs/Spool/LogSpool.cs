using System.Globalization;

namespace Dashboard.Services.Logs.Spool;

/// <summary>
/// One log on disk: a folder of segments and a journal of what is in no block yet. One thread at a time writes, any number read. Damaged
/// places are skipped and counted; the numbers show what is missing.
/// </summary>
internal sealed class LogSpool
{
    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly List<SegmentFile> _segments;
    private readonly TailJournal _journal;

    private LogSpool(string folder, List<SegmentFile> segments)
    {
        (_folder, _segments, _journal) = (folder, segments, new TailJournal(folder));
        Damages = segments.Sum(s => s.Damages);
    }

    /// <summary>Places that could not be read, of all told.</summary>
    public int Damages { get; private set; }

    /// <summary>Number of the oldest record on disk; null when there is none.</summary>
    public long? First
    {
        get
        {
            lock (_gate)
            {
                return _segments.Count == 0 ? null : _segments[0].Blocks[0].Header.First;
            }
        }
    }

    /// <summary>Number after the newest record in a block; null when there is none.</summary>
    public long? Next
    {
        get
        {
            lock (_gate)
            {
                return _segments.Count == 0 ? null : _segments[^1].Blocks[^1].Header.Next;
            }
        }
    }

    /// <summary>Bytes in segments.</summary>
    public long Length
    {
        get
        {
            lock (_gate)
            {
                return _segments.Sum(s => s.Length);
            }
        }
    }

    /// <summary>Opens what is in a folder. Where there is none, the first block makes it.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static LogSpool Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return new LogSpool(folder, []);
        }

        List<SegmentFile> segments = [.. Directory.EnumerateFiles(folder, "*.seg")
            .Select(path => (Path: path, IsNumber: long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var first), First: first))
            .Where(f => f.IsNumber)
            .OrderBy(f => f.First)
            .Select(f => SegmentFile.Open(f.Path, f.First))];
        var spool = new LogSpool(folder, segments);
        // Nothing whole is in it: its name may be needed again.
        foreach (var empty in segments.Where(s => s.Blocks.Count == 0).ToList())
        {
            segments.Remove(empty);
            File.Delete(empty.Path);
        }

        return spool;
    }

    /// <summary>What the journal holds beyond the blocks: what a crash would have lost.</summary>
    public LogBlock? RecoverTail() =>
        _journal.Recover() is not { } tail ? null
        : Next is not { } next || tail.First >= next ? tail
        : tail.Next > next ? tail.From(next)
        : null;

    /// <summary>Writes a block at the end.</summary>
    /// <exception cref="IOException">No space, or the folder is gone.</exception>
    public void Append(LogBlock block)
    {
        SegmentFile? segment;
        lock (_gate)
        {
            // Under the lock: Trim may take the oldest away meanwhile.
            segment = _segments.Count > 0 && _segments[^1].Length < SegmentFile.FullLength ? _segments[^1] : null;
        }

        var isNew = segment is null;
        if (isNew)
        {
            Directory.CreateDirectory(_folder);
        }

        segment ??= SegmentFile.Create(_folder, block.First);
        var place = segment.Write(block);
        lock (_gate)
        {
            segment.Add(place);
            if (isNew)
            {
                _segments.Add(segment);
            }
        }
    }

    /// <summary>Writes the open block to the journal.</summary>
    /// <exception cref="IOException">No space, or the folder is gone.</exception>
    public void Journal(long first, ReadOnlySpan<byte> records)
    {
        Directory.CreateDirectory(_folder);
        _journal.Write(first, records);
    }

    /// <summary>The block that holds a record, or the next one after it that is whole; null when there is none.</summary>
    public LogBlock? Read(long number)
    {
        while (Find(number) is var (segment, place))
        {
            if (segment.Read(place) is { } block)
            {
                return block;
            }

            lock (_gate)
            {
                Damages++;
            }

            number = place.Header.Next;
        }

        return null;
    }

    /// <summary>The headers of all blocks, oldest first.</summary>
    public IReadOnlyList<BlockHeader> Headers()
    {
        lock (_gate)
        {
            return [.. _segments.SelectMany(s => s.Blocks).Select(b => b.Header)];
        }
    }

    /// <summary>Deletes the oldest segments until at most so many bytes are left and none is wholly older than a time; never the newest.</summary>
    /// <param name="mostBytes">Bytes that may stay.</param>
    /// <param name="notBefore">Nanoseconds since 1970.</param>
    /// <returns>Bytes that were deleted.</returns>
    public long Trim(long mostBytes, long notBefore)
    {
        var deleted = 0L;
        while (TakeOldest(mostBytes, notBefore) is { } segment)
        {
            File.Delete(segment.Path);
            deleted += segment.Length;
        }

        return deleted;
    }

    private SegmentFile? TakeOldest(long mostBytes, long notBefore)
    {
        lock (_gate)
        {
            if (_segments.Count < 2 || (_segments.Sum(s => s.Length) <= mostBytes && !IsOlder(_segments[0], notBefore)))
            {
                return null;
            }

            var oldest = _segments[0];
            _segments.RemoveAt(0);
            return oldest;
        }
    }

    private static bool IsOlder(SegmentFile segment, long time) => segment.Blocks.All(b => b.Header.Latest < time);

    // Segments and blocks are in the order of their numbers, so both are found by halving.
    private (SegmentFile Segment, BlockPlace Place)? Find(long number)
    {
        lock (_gate)
        {
            var at = FirstWhere(_segments.Count, i => _segments[i].Blocks[^1].Header.Next > number);
            if (at == _segments.Count)
            {
                return null;
            }

            var blocks = _segments[at].Blocks;
            return (_segments[at], blocks[FirstWhere(blocks.Count, i => blocks[i].Header.Next > number)]);
        }
    }

    private static int FirstWhere(int count, Func<int, bool> holds)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
