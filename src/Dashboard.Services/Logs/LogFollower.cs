using System.Globalization;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs;

/// <summary>
/// Follows one container's log for one viewer, over stops and starts of the container and over losses of the engine, until the viewer
/// goes or the container is removed.
/// </summary>
internal sealed class LogFollower(Actor actor, DockerEnvironment environment, IScopedResolver resolver, IContainerQueries containers)
{
    private static readonly TimeSpan ReopenAfter = TimeSpan.FromMilliseconds(250);

    private readonly LogCursor _cursor = new();

    /// <summary>Runs until the token is cancelled or the container is gone.</summary>
    public async Task RunAsync(ResolvedContainer container, LogRequest request, LogQueue queue, CancellationToken cancellationToken)
    {
        var query = Query(request.Tail, request.SinceNanoseconds);
        while (true)
        {
            var connection = await environment.WaitForConnectionAsync(cancellationToken);
            using var spell = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Lost);
            var ended = await ReadOnceAsync(connection, container, query, queue, spell.Token);
            cancellationToken.ThrowIfCancellationRequested();
            if (ended && !await WaitForNextStartAsync(container, queue, cancellationToken))
            {
                return;
            }

            _cursor.BeginResume();
            query = Query(_cursor.ResumeFrom is null ? request.Tail : null, _cursor.ResumeFrom ?? request.SinceNanoseconds);
        }
    }

    private static string Query(int? tail, long? since) => string.Create(CultureInfo.InvariantCulture,
        $"?follow=1&stdout=1&stderr=1&timestamps=1&tail={(tail is null ? "all" : tail)}{(since is null ? "" : "&since=" + LogTimestamp.ToSince(since.Value))}");

    /// <summary>Reads until the stream ends. True: it ended well, so the container stopped. False: the connection broke.</summary>
    private async Task<bool> ReadOnceAsync(
        EngineConnection connection, ResolvedContainer container, string query, LogQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await EngineSocket.GetAsync(connection, $"/containers/{container.Id}/logs{query}", cancellationToken);
            await LogReaderThread.RunAsync(() => Read(socket.Body, container.HasTty, queue));
            return !cancellationToken.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            if (error.Kind is EngineErrorKind.Unreachable)
            {
                environment.RequestCheck();
                await Task.Delay(ReopenAfter, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return false;
            }

            throw new EngineErrorException(error, e);
        }
    }

    private void Read(Stream body, bool hasTty, LogQueue queue)
    {
        var inContinuation = false;
        var dropping = false;
        var assembler = new LogLineAssembler(line =>
        {
            // The records of one long line share the verdict on its first.
            if (!inContinuation)
            {
                var verdict = line.Kind is LogKind.Notice ? LogCursor.Verdict.New : _cursor.Judge(line);
                dropping = verdict == LogCursor.Verdict.Seen;
                if (verdict == LogCursor.Verdict.NewAfterGap)
                {
                    Notify(queue, LogKind.Notice, "Lines may be missing here: the log was rotated while it was not read.");
                }
            }

            inContinuation = line.Continues;
            if (!dropping)
            {
                queue.Write(line);
            }
        });
        var demuxer = new LogDemuxer(assembler);
        var buffer = new byte[256 * 1024];
        int read;
        while ((read = body.Read(buffer)) > 0)
        {
            if (hasTty)
            {
                assembler.Raw(buffer.AsSpan(0, read));
            }
            else
            {
                demuxer.Write(buffer.AsSpan(0, read));
            }

            queue.Flush();
        }

        assembler.Complete();
        queue.Flush();
    }

    /// <summary>The stream ended: was it the container? Then waits until it starts again. False: it was removed.</summary>
    private async Task<bool> WaitForNextStartAsync(ResolvedContainer container, LogQueue queue, CancellationToken cancellationToken)
    {
        using var subscription = containers.Subscribe(actor, environment);
        bool running;
        try
        {
            var now = await resolver.ResolveContainerAsync(actor, environment, ResourceName.Of(container.Id), Right.Logs, cancellationToken);
            running = now.Details.Summary.IsRunning;
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.Unreachable)
        {
            // A clean end is also what an engine's death looks like.
            return true;
        }
        catch (EngineErrorException e) when (e.Error.Kind is EngineErrorKind.NotFound or EngineErrorKind.Conflict)
        {
            Notify(queue, LogKind.Ended, "");
            return false;
        }

        Notify(queue, LogKind.Ended, "");
        if (running)
        {
            // It was started again in between; a driver that ends each follow at once must not make this a busy loop.
            await Task.Delay(ReopenAfter, cancellationToken);
        }
        else
        {
            await foreach (var changes in subscription.ReadAllAsync(cancellationToken))
            {
                if (changes.Removed.Contains(container.Id))
                {
                    return false;
                }

                if (changes.Upserted.Any(c => c.Id == container.Id && c.IsRunning))
                {
                    break;
                }
            }
        }

        Notify(queue, LogKind.Started, "");
        return true;
    }

    private static void Notify(LogQueue queue, LogKind kind, string text)
    {
        queue.Write(new LogLine(kind, 0, Encoding.UTF8.GetBytes(text), continues: false));
        queue.Flush();
    }
}
