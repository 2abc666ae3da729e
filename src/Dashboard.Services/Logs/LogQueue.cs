using System.Buffers.Binary;

namespace Dashboard.Services.Logs;

/// <summary>
/// Between the thread that reads a log and the viewer that gets it: at most <see cref="MaxBatches"/> batches. A viewer that is behind
/// holds the thread back for a moment; one that stays behind loses lines, which are counted and told, rather than the engine's reader
/// being held for ever (rotation would then lose far more, and silently).
/// </summary>
internal sealed class LogQueue : IDisposable
{
    private const int MaxBatches = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _full = [];
    private readonly SemaphoreSlim _ready = new(0, 1);
    private readonly ManualResetEventSlim _room = new(initialState: true);
    private byte[] _tail = new byte[LogBatch.FullLength];
    private int _tailLength;
    private long _skipped;
    private bool _completed;

    /// <summary>Lines that were not kept so far, all told.</summary>
    public long TotalSkipped { get; private set; }

    /// <summary>Adds a line; may block the calling thread for up to 2 s. The viewer is woken by <see cref="Flush"/> or by a full batch.</summary>
    public void Write(LogLine line)
    {
        if (!_room.IsSet && !_room.Wait(_skipped > 0 ? TimeSpan.Zero : Patience))
        {
            lock (_gate)
            {
                _skipped++;
                TotalSkipped++;
            }

            return;
        }

        lock (_gate)
        {
            if (_skipped > 0)
            {
                Span<byte> count = stackalloc byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(count, _skipped);
                _skipped = 0;
                Append(new LogLine(LogKind.Skipped, 0, count, continues: false));
            }

            Append(line);
        }
    }

    /// <summary>Nothing more is at hand: the viewer gets what there is.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_tailLength > 0)
            {
                Wake();
            }
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Wake();
        }

        _room.Set();
    }

    /// <summary>The next batch, at most <see cref="LogBatch.FullLength"/> bytes or one record; null after the last.</summary>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (Take() is { } batch)
                {
                    return batch;
                }

                if (_completed)
                {
                    return null;
                }
            }

            await _ready.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        Complete();
    }

    private byte[]? Take()
    {
        if (_full.TryDequeue(out var batch))
        {
            if (_full.Count < MaxBatches / 2)
            {
                _room.Set();
            }

            return batch;
        }

        if (_tailLength == 0)
        {
            return null;
        }

        batch = _tail.AsSpan(0, _tailLength).ToArray();
        _tailLength = 0;
        return batch;
    }

    private void Append(LogLine line)
    {
        var length = LogBatch.HeaderLength + line.Text.Length;
        if (_tailLength + length > LogBatch.FullLength && _tailLength > 0)
        {
            _full.Enqueue(_tail.AsSpan(0, _tailLength).ToArray());
            _tailLength = 0;
            Wake();
            if (_full.Count >= MaxBatches)
            {
                _room.Reset();
            }
        }

        if (length > _tail.Length)
        {
            Array.Resize(ref _tail, length);
        }

        _tailLength += LogBatch.Write(_tail.AsSpan(_tailLength), line);
    }

    private void Wake()
    {
        if (_ready.CurrentCount == 0)
        {
            _ready.Release();
        }
    }
}
