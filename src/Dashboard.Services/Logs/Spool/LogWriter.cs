using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Logs.Spool;

/// <summary>
/// Takes one log's closed blocks to the disk, in the background and in their order, and holds those that are not there yet, or were written a moment
/// ago. What the disk does not take waits in memory, and is tried again with each new block and each <see cref="Retry"/>.
/// </summary>
/// <param name="gate">The log's lock; the members that say so are called under it.</param>
/// <param name="spool">Where to.</param>
/// <param name="isLookedAt">Whether blocks that were just written should stay in memory.</param>
/// <param name="tell">Adds a sentence to the log; called under the lock.</param>
/// <param name="logger">Told of disk errors.</param>
internal sealed partial class LogWriter(Lock gate, LogSpool spool, Func<bool> isLookedAt, Action<string> tell, ILogger logger) : IDisposable
{
    // Closed blocks that wait for the disk. With more, the engine's reader waits: a disk is no viewer, and memory has an end.
    private const int MostWaiting = 64;

    // Closed blocks that stay in memory while somebody looks, so that viewers a moment behind need not unpack them again.
    private const int MostRecent = 8;

    private readonly ILogger _logger = logger;
    private readonly Queue<LogBlock> _waiting = [];
    private readonly Queue<LogBlock> _recent = [];
    private readonly LogReserve _reserve = new();
    private readonly ManualResetEventSlim _room = new(initialState: true);
    private TaskCompletionSource? _written;
    private bool _isWriting;

    /// <summary>Whether the disk does not take the blocks at the moment.</summary>
    public bool IsUnwritten { get; private set; }

    /// <summary>The oldest block that is not on disk; null when there is none. Under the lock.</summary>
    public LogBlock? Oldest => _reserve.Oldest ?? (_waiting.TryPeek(out var block) ? block : null);

    /// <summary>Done when nothing is being written any more; null when nothing is. Under the lock.</summary>
    public Task? Written => !_isWriting ? null : (_written ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Blocks while too much waits for the disk.</summary>
    public void WaitForRoom() => _room.Wait();

    /// <summary>Takes a block. Under the lock.</summary>
    public void Add(LogBlock block)
    {
        _waiting.Enqueue(block);
        if (_waiting.Count >= MostWaiting)
        {
            _room.Reset();
        }

        Start();
    }

    /// <summary>Tries again to write what the disk did not take.</summary>
    public void Retry()
    {
        lock (gate)
        {
            if (_reserve.Count > 0)
            {
                Start();
            }
        }
    }

    /// <summary>The block in memory that holds a record; null when there is none. Under the lock.</summary>
    public LogBlock? Holding(long number) => Holding(_waiting, number) ?? Holding(_recent, number) ?? _reserve.Holding(number);

    public void Dispose() => _room.Dispose();

    private static LogBlock? Holding(IEnumerable<LogBlock> blocks, long number) => blocks.FirstOrDefault(b => number >= b.First && number < b.Next);

    private void Start()
    {
        if (!_isWriting)
        {
            _isWriting = true;
            ThreadPool.QueueUserWorkItem(_ => Run());
        }
    }

    // First what the disk did not take before, so that numbers rise on it; then what is new. One thread at a time.
    private void Run()
    {
        while (WriteReserve() is var isOnDisk && Next() is { } block)
        {
            Took(block, isOnDisk && TryWrite(block));
        }
    }

    private bool WriteReserve()
    {
        while (OldestReserve() is { } block)
        {
            if (!TryWrite(block))
            {
                return false;
            }

            lock (gate)
            {
                _reserve.Remove(block);
            }
        }

        Tell(isUnwritten: false, "This log is written to the dashboard's disk again.");
        return true;
    }

    private bool TryWrite(LogBlock block)
    {
        try
        {
            spool.Append(block);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Tell(isUnwritten: true, $"This log can't be written to the dashboard's disk: its last {LogReserve.MostBytes / 1048576} MB are held in memory until it can. {e.Message}"))
            {
                LogNotWritten(e.Message);
            }

            return false;
        }
    }

    // One row for each change, however many blocks it concerns.
    private bool Tell(bool isUnwritten, string sentence)
    {
        lock (gate)
        {
            if (IsUnwritten == isUnwritten)
            {
                return false;
            }

            IsUnwritten = isUnwritten;
            tell(sentence);
            return true;
        }
    }

    private LogBlock? OldestReserve()
    {
        lock (gate)
        {
            return _reserve.Oldest;
        }
    }

    private LogBlock? Next()
    {
        lock (gate)
        {
            _isWriting = _waiting.TryPeek(out var block);
            if (!_isWriting)
            {
                _written?.SetResult();
                _written = null;
            }

            return block;
        }
    }

    private void Took(LogBlock block, bool isOnDisk)
    {
        lock (gate)
        {
            _waiting.Dequeue();
            _room.Set();
            if (!isOnDisk)
            {
                _reserve.Add(block);
                return;
            }

            _recent.Enqueue(block);
            while (_recent.Count > (isLookedAt() ? MostRecent : 0))
            {
                _recent.Dequeue();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A kept log can't be written, and is held in memory in part: {Reason}")]
    private partial void LogNotWritten(string reason);
}
