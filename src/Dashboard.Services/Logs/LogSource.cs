using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs;

/// <summary>One container's log stream of the engine, once through: opens it, reads it to its end, hands on its lines.</summary>
/// <param name="containerId">Full id.</param>
/// <param name="hasTty">Whether it has a terminal; its log is then unframed.</param>
internal sealed class LogSource(string containerId, bool hasTty)
{
    // More wakes than this in a window, and a thread that waits for each costs less than the pool that is woken for each.
    private const int MostWakes = 64;

    // From the end the engine reads backwards, so that this costs little however long the log is.
    private const int LastLines = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once the stream has paused: what there was when it was opened has come.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>What to ask for.</summary>
    /// <param name="tail">Lines from the end; null is all.</param>
    /// <param name="since">Nanoseconds since 1970, inclusive; null is from the beginning.</param>
    public static string Query(int? tail, long? since) => string.Create(CultureInfo.InvariantCulture,
        $"?follow=1&stdout=1&stderr=1&timestamps=1&tail={(tail is null ? "all" : tail)}{(since is null ? "" : "&since=" + LogTimestamp.ToSince(since.Value))}");

    /// <summary>What to ask for once the container has stopped: its last lines from a time on, without following.</summary>
    /// <param name="since">Nanoseconds since 1970, inclusive.</param>
    public static string QueryEnd(long since) => string.Create(CultureInfo.InvariantCulture,
        $"?stdout=1&stderr=1&timestamps=1&tail={LastLines}&since={LogTimestamp.ToSince(since)}");

    /// <summary>Reads until the stream ends. True: it ended well, so the container stopped. False: the connection broke or was cancelled.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="query">From <see cref="Query"/>.</param>
    /// <param name="sink">Gets each record, on one thread at a time.</param>
    /// <param name="flush">Called when nothing more is at hand.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EngineErrorException">NotFound, Refused, Unsupported (a log driver that can't be read).</exception>
    public async Task<bool> ReadAsync(
        EngineConnection connection, string query, LogLineSink sink, Action flush, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await EngineSocket.GetAsync(connection, $"/containers/{containerId}/logs{query}", cancellationToken);
            var assembler = new LogLineAssembler(sink);
            await ReadAsync(socket, new Drain(socket.Body, assembler, hasTty), flush, cancellationToken);
            assembler.Complete();
            flush();
            _caughtUp.TrySetResult();
            return !cancellationToken.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            return cancellationToken.IsCancellationRequested || error.Kind is EngineErrorKind.Unreachable ? false : throw new EngineErrorException(error, e);
        }
    }

    /// <summary>Time of the oldest line that the engine has; null when there is none, or it can't be told now.</summary>
    /// <exception cref="EngineErrorException">As in <see cref="ReadAsync(EngineConnection, string, LogLineSink, Action, CancellationToken)"/>.</exception>
    public async Task<long?> OldestAsync(EngineConnection connection, CancellationToken cancellationToken)
    {
        long? oldest = null;
        try
        {
            using var socket = await EngineSocket.GetAsync(connection, $"/containers/{containerId}/logs?stdout=1&stderr=1&timestamps=1", cancellationToken);
            var assembler = new LogLineAssembler(line => oldest ??= line.Kind is LogKind.Notice ? null : line.Timestamp);
            var drain = new Drain(socket.Body, assembler, hasTty);
            do
            {
                await socket.WaitAsync(cancellationToken);
            }
            while (drain.Once() && oldest is null);

            assembler.Complete();
            return oldest;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            return error.Kind is EngineErrorKind.Unreachable ? null : throw new EngineErrorException(error, e);
        }
    }

    // A quiet log is waited for without a thread; a flood is read by a thread of its own until it is quiet again.
    private async Task ReadAsync(EngineSocket socket, Drain drain, Action flush, CancellationToken cancellationToken)
    {
        var wakes = 0;
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await WaitAsync(socket, cancellationToken);
            if (!drain.Once())
            {
                return;
            }

            flush();

            if (TimeProvider.System.GetElapsedTime(began) > Window)
            {
                (wakes, began) = (0, TimeProvider.System.GetTimestamp());
            }
            else if (++wakes > MostWakes || drain.IsFull)
            {
                var isOver = false;
                await LogReaderThread.RunAsync(isWanted => isOver = !drain.WhileBusy(() => !isWanted() && HasMore(socket, flush), flush, cancellationToken), cancellationToken);
                if (isOver)
                {
                    return;
                }

                wakes = 0;
            }
        }
    }

    private async Task WaitAsync(EngineSocket socket, CancellationToken cancellationToken)
    {
        var ready = socket.WaitAsync(cancellationToken).AsTask();
        if (!CaughtUp.IsCompleted && await Task.WhenAny(ready, Task.Delay(Pause, cancellationToken)) != ready)
        {
            _caughtUp.TrySetResult();
        }

        await ready;
    }

    private bool HasMore(EngineSocket socket, Action flush)
    {
        if (socket.Wait(Breath))
        {
            return true;
        }

        flush();
        if (socket.Wait(Pause))
        {
            return true;
        }

        _caughtUp.TrySetResult();
        return socket.Wait(Quiet);
    }

    /// <summary>Moves bytes from the answer's body to lines.</summary>
    private sealed class Drain(HttpBody body, LogLineAssembler assembler, bool hasTty)
    {
        private const int Small = 16 * 1024;
        private const int Large = 256 * 1024;
        private const int Handful = 16 * 1024;

        // In a flood there is always more: who looks is told this often.
        private static readonly TimeSpan FlushEach = TimeSpan.FromMilliseconds(10);

        private readonly LogDemuxer _demuxer = new(assembler);

        /// <summary>Whether the last read found more than a quiet log has.</summary>
        public bool IsFull { get; private set; }

        /// <summary>Reads what is at hand; false at the end.</summary>
        public bool Once()
        {
            Span<byte> buffer = stackalloc byte[Small];
            var read = Take(buffer);
            IsFull = read == Small;
            return read > 0;
        }

        /// <summary>Reads as long as there is more; false at the end.</summary>
        public bool WhileBusy(Func<bool> hasMore, Action flush, CancellationToken cancellationToken)
        {
            var buffer = new byte[Large];
            var flushed = TimeProvider.System.GetTimestamp();
            while (hasMore())
            {
                var read = Take(buffer);
                if (read == 0)
                {
                    return false;
                }

                if (read < Handful)
                {
                    // The engine writes line by line. To be woken for each costs both sides more than the lines; in a millisecond a
                    // hundred gather, and the socket holds twice as many before the engine has to wait.
                    cancellationToken.WaitHandle.WaitOne(1);
                }

                if (TimeProvider.System.GetElapsedTime(flushed) > FlushEach)
                {
                    flush();
                    flushed = TimeProvider.System.GetTimestamp();
                }
            }

            return true;
        }

        private int Take(Span<byte> buffer)
        {
            var read = body.Read(buffer);
            if (hasTty)
            {
                assembler.Raw(buffer[..read]);
            }
            else
            {
                _demuxer.Write(buffer[..read]);
            }

            return read;
        }
    }
}
