using System.Text;
using System.Threading.Channels;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs;

/// <summary>
/// Reads one container's log into what is kept of it, over stops and starts of the container and over losses of the engine, until the
/// container is removed. Goes on where the last run of the program stopped.
/// </summary>
internal sealed class LogReader(DockerEnvironment environment, IScopedResolver resolver, string containerId, KeptLog log, int firstLines)
{
    private static readonly TimeSpan ReopenAfter = TimeSpan.FromMilliseconds(250);

    // The engine failed at this log (HTTP 500): it may be able to again, and it is asked less and less often.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly LogCursor _cursor = new();
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> _told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private LogJudge? _judge;
    private LogKind _last;
    private DateTimeOffset? _started;
    private TimeSpan _pause = ReopenAfter;

    /// <summary>Done once everything that the engine had at the beginning is kept, or the reading has failed.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Something about the container has changed.</summary>
    public void Look() => _told.Writer.TryWrite(true);

    /// <summary>Runs until the token is cancelled or the container is gone.</summary>
    /// <exception cref="EngineErrorException">NotFound, Refused or Unsupported: the engine does not give this log.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            Remember();
            while (await ReadOnceAsync(cancellationToken))
            {
                // The engine was lost, or the container started again.
            }
        }
        finally
        {
            _caughtUp.TrySetResult();
        }
    }

    /// <summary>Follows the log until it ends. True: it goes on.</summary>
    private async Task<bool> ReadOnceAsync(CancellationToken cancellationToken)
    {
        var connection = await environment.WaitForConnectionAsync(cancellationToken);
        using var spell = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Lost);
        if (await FindAsync(cancellationToken) is not { } container)
        {
            // It may answer pings and no more: without a pause it would be asked as fast as it fails.
            environment.RequestCheck();
            await Task.Delay(ReopenAfter, cancellationToken);
            return true;
        }

        _started = container.Details.Started;
        try
        {
            return await FollowAsync(connection, container, spell.Token, cancellationToken);
        }
        catch (Exception e) when (e is EngineErrorException { Error.Kind: EngineErrorKind.Failed } or InvalidDataException)
        {
            if (_pause == ReopenAfter)
            {
                log.Append(new LogLine(LogKind.Notice, 0, Encoding.UTF8.GetBytes($"The log can't be read; it is tried again until it can. {e.Message}"), continues: false));
                log.Flush();
            }

            _caughtUp.TrySetResult();
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
            await Task.Delay(_pause, cancellationToken);
            return true;
        }
    }

    private async Task<bool> FollowAsync(EngineConnection connection, ResolvedContainer container, CancellationToken spell, CancellationToken cancellationToken)
    {
        _cursor.BeginResume();
        var source = new LogSource(containerId, container.HasTty);
        _ = source.CaughtUp.ContinueWith(_ => _caughtUp.TrySetResult(), TaskScheduler.Default);
        // The first time, only so many lines are asked for: whether there are more is told by the oldest, which costs no scan.
        var oldest = _cursor.ResumeFrom is null ? await source.OldestAsync(connection, spell) : null;
        var query = LogSource.Query(_cursor.ResumeFrom is null ? firstLines : null, _cursor.ResumeFrom);
        var ended = await ReadAsync(source, connection, query, oldest, spell);
        if (ended && _cursor.ResumeFrom is { } since)
        {
            // At its end the engine may leave out the last line if that has no end of its own: looked for once more, without following.
            _cursor.BeginResume();
            ended = await ReadAsync(new LogSource(containerId, container.HasTty), connection, LogSource.QueryEnd(since), oldest: null, spell);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (ended)
        {
            return await WaitForNextStartAsync(cancellationToken);
        }

        environment.RequestCheck();
        await Task.Delay(ReopenAfter, cancellationToken);
        return true;
    }

    private async Task<bool> ReadAsync(LogSource source, EngineConnection connection, string query, long? oldest, CancellationToken cancellationToken)
    {
        var judge = new LogJudge(_cursor, log, _judge, oldest);
        _judge = judge;
        try
        {
            return await source.ReadAsync(connection, query, Take, log.Flush, cancellationToken);
        }
        catch (EngineErrorException e) when (e.Error.Kind is EngineErrorKind.NotFound or EngineErrorKind.Conflict)
        {
            // It was removed meanwhile, and whoever looks for its next start will see so.
            return true;
        }
        finally
        {
            _last = judge.Last ?? _last;
        }

        void Take(LogLine line)
        {
            _pause = ReopenAfter;
            judge.Take(line);
        }
    }

    // Null: the engine was lost while it was asked.
    private async Task<ResolvedContainer?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await resolver.ResolveContainerAsync(Actor.System, environment, ResourceName.Of(containerId), Right.View, cancellationToken);
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.Unreachable)
        {
            return null;
        }
    }

    // The last lines of the last run: what the engine sends again of them is dropped.
    private void Remember()
    {
        var from = Math.Max(log.First, log.Next - LogCursor.Remembered);
        bool inStdout = false, inStderr = false;
        while (from < log.Next && log.ReadBack(from) is { } block)
        {
            LogBatch.Read(block.Records.Span, line =>
            {
                _last = line.Kind;
                if (line.Kind is not (LogKind.Stdout or LogKind.Stderr))
                {
                    return;
                }

                ref var isIn = ref line.Kind == LogKind.Stderr ? ref inStderr : ref inStdout;
                if (!isIn)
                {
                    _cursor.Judge(line);
                }

                isIn = line.Continues;
            });
            from = block.Next;
        }
    }

    /// <summary>The stream ended: was it the container? Then waits until it starts again. False: it was removed.</summary>
    private async Task<bool> WaitForNextStartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await FindAsync(cancellationToken) is not { } container)
                {
                    // A clean end is also what an engine's death looks like.
                    return true;
                }

                if (container.Details.Summary.IsRunning)
                {
                    if (container.Details.Started != _started)
                    {
                        Divide(LogKind.Ended);
                        Divide(LogKind.Started);
                        return true;
                    }

                    // It runs as before: a driver that ends each follow at once must not make this a busy loop.
                    await Task.Delay(ReopenAfter, cancellationToken);
                    return true;
                }

                Divide(LogKind.Ended);
            }
            catch (EngineErrorException e) when (e.Error.Kind is EngineErrorKind.NotFound or EngineErrorKind.Conflict)
            {
                Divide(LogKind.Ended);
                return false;
            }

            await _told.Reader.ReadAsync(cancellationToken);
        }
    }

    private void Divide(LogKind kind)
    {
        if (_last != kind)
        {
            _last = kind;
            log.Append(new LogLine(kind, 0, [], continues: false));
            log.Flush();
        }
    }
}
