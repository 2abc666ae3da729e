using Dashboard.Services.Logs.Spool;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Logs;

/// <summary>
/// One container's log as the dashboard holds it: numbered records, appended by one reader, read by any number of viewers each at its own
/// pace. Nobody who reads holds up the one who appends: what is not in memory any more is on disk.
/// </summary>
internal sealed partial class KeptLog : IDisposable
{
    /// <summary>
    /// Bytes of records after which a block is closed, compressed and written. Small enough that its buffer is no large object to the
    /// garbage collector, which clears those only in its longest collections.
    /// </summary>
    public const int FullBlock = 80_000;

    // Closed blocks that wait for the disk. With more, the engine's reader waits: a disk is no viewer, and memory has an end.
    private const int MostWaiting = 64;

    // Closed blocks that stay in memory while somebody looks, so that viewers a moment behind need not unpack them again.
    private const int MostRecent = 8;

    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private readonly Queue<LogBlock> _waiting = [];
    private readonly Queue<LogBlock> _recent = [];
    private readonly ManualResetEventSlim _room = new(initialState: true);
    private TaskCompletionSource _changed = NewSignal();
    private TaskCompletionSource? _written;
    private byte[] _open = [];
    private int _openLength;
    private int _openCount;
    private long _openFirst;
    private int _viewers;
    private int _journaled;
    private bool _isWriting;
    private bool _isUnread;
    private bool _isAwaited;
    private bool _isComplete;

    /// <summary>Opens what is on disk.</summary>
    /// <param name="folder">Folder of this log alone.</param>
    /// <param name="start">Number that the first record gets if there is nothing on disk.</param>
    /// <param name="logger">Told of disk errors.</param>
    /// <exception cref="IOException">The folder can't be read or made.</exception>
    public KeptLog(string folder, long start, ILogger logger)
    {
        _logger = logger;
        Spool = LogSpool.Open(folder);
        _openFirst = Spool.Next ?? start;
        if (Spool.RecoverTail() is { } tail)
        {
            _openFirst = tail.First;
            _open = tail.Records.ToArray();
            (_openLength, _openCount) = (_open.Length, tail.Count);
        }
    }

    /// <summary>Its part on disk.</summary>
    public LogSpool Spool { get; }

    /// <summary>How many look at it now.</summary>
    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>Number of the oldest record that is held.</summary>
    public long First
    {
        get
        {
            var inMemory = OldestInMemory(); // Before the disk, here and below: a block goes from memory there, never back.
            return Spool.First ?? inMemory;
        }
    }

    /// <summary>Number that the next record gets.</summary>
    public long Next
    {
        get
        {
            lock (_gate)
            {
                return _openFirst + _openCount;
            }
        }
    }

    /// <summary>Adds a record. Viewers hear of it with the next <see cref="Flush"/>. May wait for the disk.</summary>
    public void Append(LogLine line)
    {
        _room.Wait();
        lock (_gate)
        {
            var length = LogBatch.HeaderLength + line.Text.Length;
            if (_openLength + length > FullBlock && _openLength > 0)
            {
                Close();
            }

            if (_openLength + length > _open.Length)
            {
                // A quiet log keeps little; a busy one comes to the full size in a few steps.
                Array.Resize(ref _open, Math.Max(_openLength + length, Math.Min(FullBlock, Math.Max(1024, _open.Length * 2))));
            }

            _openLength += LogBatch.Write(_open.AsSpan(_openLength), line);
            _openCount++;
            _isUnread = true;
        }
    }

    /// <summary>Nothing more is at hand: viewers get what there is.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_isUnread)
            {
                Signal();
            }
        }
    }

    /// <summary>Nothing more will come, unless it is opened anew.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            Signal();
        }
    }

    /// <summary>Somebody looks until this is disposed.</summary>
    public IDisposable Look()
    {
        Interlocked.Increment(ref _viewers);
        return new Viewer(this);
    }

    /// <summary>
    /// Records from a number on, as many as stand together, waiting until there is one; null after the last. Where records are missing (an
    /// old segment was deleted, a place on disk is damaged) the block begins later than asked.
    /// </summary>
    public async ValueTask<LogBlock?> ReadAsync(long from, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (InMemory(from) is { } block)
                {
                    return block;
                }

                changed = _changed.Task;
                _isAwaited = true;
                if (from >= _openFirst + _openCount)
                {
                    if (_isComplete)
                    {
                        return null;
                    }
                }
                else
                {
                    changed = Task.CompletedTask;
                }
            }

            if (changed.IsCompleted && ReadBack(from) is { } stored)
            {
                return stored;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The block that holds a record or the next one after it; null when nothing is held from there on. Never waits.</summary>
    public LogBlock? ReadBack(long from)
    {
        LogBlock? held;
        lock (_gate)
        {
            held = InMemory(from) ?? InMemory(Math.Max(from, OldestInMemory()));
        }

        if (held is not null && held.First <= from)
        {
            return held;
        }

        var stored = Spool.Read(from);
        return stored is null || held?.First < stored.First ? held : stored.From(from);
    }

    /// <summary>Writes what is in no block yet to the journal. At most one at a time.</summary>
    public void Journal()
    {
        byte[] records;
        long first;
        lock (_gate)
        {
            if (_openLength == _journaled)
            {
                return;
            }

            records = _open.AsSpan(0, _openLength).ToArray();
            first = _openFirst;
            _journaled = _openLength;
        }

        try
        {
            Spool.Journal(first, records);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(e.Message);
        }
    }

    /// <summary>Number of the first record from a time on; the next number when there is none yet.</summary>
    /// <param name="time">Nanoseconds since 1970, inclusive.</param>
    public long FindTime(long time)
    {
        var next = Next;
        var inMemory = OldestInMemory();
        var from = Spool.Headers().Where(h => h.Latest >= time).Select(h => (long?)h.First).FirstOrDefault() ?? inMemory;
        while (from < next && ReadBack(from) is { } block)
        {
            var at = block.First;
            var found = -1L;
            LogBatch.Read(block.Records.Span, line =>
            {
                found = found < 0 && line.Timestamp >= time ? at : found;
                at++;
            });
            if (found >= 0)
            {
                return found;
            }

            from = block.Next;
        }

        return next;
    }

    /// <summary>Closes the open block and waits until everything is on disk.</summary>
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task written;
            lock (_gate)
            {
                if (_openCount > 0)
                {
                    Close();
                }

                if (_waiting.Count == 0)
                {
                    return;
                }

                written = (_written ??= NewSignal()).Task;
            }

            await written.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Writes what is left to the journal. Nobody may append or look any more.</summary>
    public void Dispose()
    {
        Journal();
        Complete();
        _room.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _isUnread = false;
        if (_isAwaited)
        {
            _isAwaited = false;
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    private long OldestInMemory()
    {
        lock (_gate)
        {
            return _waiting.TryPeek(out var block) ? block.First : _openFirst;
        }
    }

    private LogBlock? InMemory(long from)
    {
        if (from >= _openFirst)
        {
            var skip = from - _openFirst < _openCount ? LogBatch.OffsetOf(_open, (int)(from - _openFirst)) : _openLength;
            return skip == _openLength ? null : LogBlock.Of(from, _open.AsSpan(skip, _openLength - skip).ToArray());
        }

        return (_waiting.FirstOrDefault(b => from >= b.First && from < b.Next) ?? _recent.FirstOrDefault(b => from >= b.First && from < b.Next))?.From(from);
    }

    private void Close()
    {
        _waiting.Enqueue(LogBlock.Of(_openFirst, _open.AsMemory(0, _openLength)));
        _openFirst += _openCount;
        // What filled one block fills the next.
        _open = new byte[FullBlock];
        _openLength = _openCount = _journaled = 0;
        if (_waiting.Count >= MostWaiting)
        {
            _room.Reset();
        }

        Signal();
        if (!_isWriting)
        {
            _isWriting = true;
            ThreadPool.QueueUserWorkItem(_ => WriteWaiting());
        }
    }

    private void WriteWaiting()
    {
        while (NextWaiting() is { } block)
        {
            try
            {
                Spool.Append(block);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The block is lost for later, not for who looks now; its numbers will be missing and be told as such.
                LogNotWritten(e.Message);
            }

            Written(block);
        }
    }

    private LogBlock? NextWaiting()
    {
        lock (_gate)
        {
            _isWriting = _waiting.TryPeek(out var block);
            return block;
        }
    }

    private void Written(LogBlock block)
    {
        lock (_gate)
        {
            _waiting.Dequeue();
            _room.Set();
            if (_waiting.Count == 0)
            {
                _written?.SetResult();
                _written = null;
            }

            _recent.Enqueue(block);
            while (_recent.Count > (Viewers > 0 ? MostRecent : 0))
            {
                _recent.Dequeue();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A part of a kept log could not be written: {Reason}")]
    private partial void LogNotWritten(string reason);

    private sealed class Viewer(KeptLog log) : IDisposable
    {
        private int _isGone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGone, 1) == 0)
            {
                Interlocked.Decrement(ref log._viewers);
            }
        }
    }
}
