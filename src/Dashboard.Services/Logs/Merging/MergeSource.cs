using System.Buffers.Binary;
using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Logs.Spool;

namespace Dashboard.Services.Logs.Merging;

/// <summary>One log as a <see cref="MergeFollower"/> reads it: a position, the record there, and when what comes was seen first.</summary>
/// <param name="member">The log.</param>
/// <param name="from">Number of the first record wanted.</param>
internal sealed class MergeSource(MergeMember member, long from) : IDisposable
{
    // Up to which number records were seen at a moment.
    private readonly Queue<(long Next, long Seen)> _arrivals = new();

    // What is there at the beginning has long arrived.
    private long _seen = member.Log.Next;
    private readonly long _old = member.Log.Next;
    private readonly IDisposable _look = member.Log.Look();
    private LogBlock? _block;
    private int _offset;
    private long _next = from;
    private long _lastKey;
    private MergedRecord? _head;
    private bool _isEndTold;

    /// <summary>The log.</summary>
    public MergeMember Member => member;

    /// <summary>The record at the position; null when there is none now.</summary>
    public MergedRecord? Head => _head ??= Read();

    /// <summary>Number of the record at the position, or of the one that will come there.</summary>
    public long Position => _head?.Number ?? _next;

    /// <summary>Whether a record was read, so that the position is one of this log.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether nothing more will come: its container is gone.</summary>
    public bool IsOver => Head is null && member.Held.Reading.IsCompleted && _next >= member.Log.Next;

    /// <summary>Notes what has arrived.</summary>
    /// <param name="now">A <see cref="TimeProvider"/>'s timestamp.</param>
    public void See(long now)
    {
        var next = member.Log.Next;
        if (next > _seen)
        {
            _seen = next;
            _arrivals.Enqueue((next, now));
        }
    }

    /// <summary>Whether the record at the position was there at the beginning, or was seen before a moment.</summary>
    public bool IsOlderThan(long moment)
    {
        if (Head is not { } head || head.Number < _old)
        {
            return true;
        }

        while (_arrivals.TryPeek(out var arrival) && arrival.Next <= head.Number)
        {
            _arrivals.Dequeue();
        }

        return !_arrivals.TryPeek(out var seen) || seen.Seen <= moment;
    }

    /// <summary>Goes on behind the record at the position.</summary>
    public void Advance()
    {
        _next = Head!.Value.Number + 1;
        _head = null;
        HasBegun = true;
    }

    /// <summary>What the engine said when it did not give the log: once, as a record without a place of its own.</summary>
    public MergedRecord? TakeFailure()
    {
        if (_isEndTold || !member.Held.Reading.IsFaulted || Head is not null)
        {
            return null;
        }

        _isEndTold = true;
        var reason = member.Held.Reading.Exception?.InnerException is EngineErrorException e ? e.Message : "the log can't be read";
        return new MergedRecord(member, _next - 1, _lastKey, (byte)LogKind.Notice, 0, Encoding.UTF8.GetBytes(reason));
    }

    /// <inheritdoc/>
    public void Dispose() => _look.Dispose();

    private MergedRecord? Read()
    {
        if (_block is null || _offset >= _block.Records.Length)
        {
            if (_next >= member.Log.Next || member.Log.ReadBack(_next) is not { } block)
            {
                return null;
            }

            (_block, _offset) = (block, 0);
            if (block.First > _next)
            {
                // They were kept once and are not any more.
                var missing = SkippedRecord.Of(block.First - _next)[LogBatch.HeaderLength..];
                _next = block.First;
                return new MergedRecord(member, block.First - 1, _lastKey, (byte)LogKind.Skipped, 0, missing);
            }
        }

        var record = _block.Records.Span[_offset..];
        var time = BinaryPrimitives.ReadInt64LittleEndian(record[1..]);
        var length = BinaryPrimitives.ReadInt32LittleEndian(record[9..]);
        var text = _block.Records.Slice(_offset + LogBatch.HeaderLength, length);
        _offset += LogBatch.HeaderLength + length;
        // A divider has no time, and a clock may go backwards: the log's own order stands.
        _lastKey = Math.Max(_lastKey, MergeKey.Of(time));
        return new MergedRecord(member, _next, _lastKey, record[0], time, text);
    }
}
