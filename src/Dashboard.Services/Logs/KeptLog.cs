using System.Text;
using Dashboard.Services.Logs.Spool;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Logs;

/// <summary>
/// One container's log as the dashboard holds it: numbered records, appended by one reader, read by any number of viewers each at its own
/// pace. Nobody who reads holds up the one who appends: what is not in memory any more is on disk.
/// </summary>
internal sealed partial class KeptLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ILogger _logger;
    private TaskCompletionSource _changed = NewSignal();
    private readonly OpenBlock _open;
    private readonly LogWriter _writer;
    private int _viewers;
    private int _journaled;
    private bool _isUnread;
    private bool _isAwaited;
    private bool _isComplete;

    /// <summary>Opens what is on disk.</summary>
    /// <param name="folder">Folder of this log alone.</param>
    /// <param name="start">Number that the first record gets if there is nothing on disk.</param>
    /// <param name="logger">Told of disk errors.</param>
    public KeptLog(string folder, long start, ILogger logger)
    {
        _logger = logger;
        Spool = LogSpool.Open(folder);
        _writer = new LogWriter(_gate, Spool, () => Viewers > 0, Tell, logger);
        _open = Spool.RecoverTail() is { } tail ? new OpenBlock(tail) : new OpenBlock(Spool.Next ?? start);
    }

    /// <summary>Its part on disk.</summary>
    public LogSpool Spool { get; }

    /// <summary>Whether the disk does not take it: then only the last <see cref="LogReserve.MostBytes"/> are held beyond what is on disk.</summary>
    public bool IsUnwritten
    {
        get
        {
            lock (_gate)
            {
                return _writer.IsUnwritten;
            }
        }
    }

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
                return _open.Next;
            }
        }
    }

    /// <summary>Adds a record. Viewers hear of it with the next <see cref="Flush"/>. May wait for the disk.</summary>
    public void Append(LogLine line)
    {
        _writer.WaitForRoom();
        lock (_gate)
        {
            Add(line);
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
    /// old segment was deleted, a place on disk is damaged) the block begins later than asked; it is empty if nothing after them is held yet.
    /// </summary>
    public async ValueTask<LogBlock?> ReadAsync(long from, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReadBack(from) is { } held)
            {
                return held;
            }

            Task changed;
            lock (_gate)
            {
                if (from < _open.Next)
                {
                    // It came meanwhile.
                    continue;
                }

                if (_isComplete)
                {
                    return null;
                }

                changed = _changed.Task;
                _isAwaited = true;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The block that holds a record or the next one after it; null when there is no such number yet. Never waits. A reader who goes on at its
    /// <see cref="LogBlock.Next"/> always comes further: where nothing from <paramref name="from"/> on can be read, an empty block stands at the end.
    /// </summary>
    public LogBlock? ReadBack(long from)
    {
        LogBlock? held;
        long next;
        lock (_gate)
        {
            next = _open.Next;
            held = InMemory(from) ?? InMemory(Math.Max(from, OldestInMemory()));
        }

        if (from >= next || held?.First <= from)
        {
            return held;
        }

        var stored = Spool.Read(from);
        return stored is not null && !(held?.First < stored.First) ? stored.From(from) : held ?? LogBlock.Empty(next);
    }

    /// <summary>Writes what is in no block yet to the journal, and tries again what the disk did not take. At most one at a time.</summary>
    public void Journal()
    {
        WriteJournal();
        _writer.Retry();
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
                if (_open.Count > 0)
                {
                    Close();
                }

                if (_writer.Written is not { } task)
                {
                    return;
                }

                written = task;
            }

            await written.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Writes what is left to the journal. Nobody may append or look any more.</summary>
    public void Dispose()
    {
        WriteJournal();
        Complete();
        _writer.Dispose();
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

    private void WriteJournal()
    {
        if (ToJournal() is var (first, records))
        {
            try
            {
                Spool.Journal(first, records);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The block that can't be written either will tell of it; until then what is new is in memory.
                LogNotJournaled(e.Message);
                Volatile.Write(ref _journaled, -1);
            }
        }
    }

    private (long First, byte[] Records)? ToJournal()
    {
        lock (_gate)
        {
            if (_open.Length == _journaled)
            {
                return null;
            }

            _journaled = _open.Length;
            return (_open.First, _open.Records.ToArray());
        }
    }

    private void Add(LogLine line)
    {
        if (_open.IsFullFor(line))
        {
            Close();
        }

        _open.Add(line);
        _isUnread = true;
    }

    private long OldestInMemory()
    {
        lock (_gate)
        {
            return _writer.Oldest?.First ?? _open.First;
        }
    }

    private LogBlock? InMemory(long from) => from >= _open.First
        ? _open.From(from)
        : _writer.Holding(from)?.From(from);

    private void Close()
    {
        _writer.Add(_open.Close());
        _journaled = 0;
        Signal();
    }

    private void Tell(string sentence)
    {
        Add(new LogLine(LogKind.Notice, 0, Encoding.UTF8.GetBytes(sentence), continues: false));
        Signal();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The newest lines of a kept log could not be written to its journal: {Reason}")]
    private partial void LogNotJournaled(string reason);

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
