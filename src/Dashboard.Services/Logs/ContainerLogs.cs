using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs;

/// <inheritdoc cref="ILogs"/>
internal sealed class ContainerLogs(LogKeeper keeper, LogOpening opening, IRightsSource rights, TimeProvider time) : ILogs
{
    // A log that is being caught up with may take seconds; who wants its last lines gets the last that there are.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    // A viewer who gets every line by itself has more to do with messages than with lines.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(8);
    private const int Small = 4 * 1024;

    public async IAsyncEnumerable<byte[]> FollowAsync(
        Actor actor,
        DockerEnvironment environment,
        ResourceName container,
        LogRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (held, isHeld) = await opening.OpenAsync(actor, environment, container, cancellationToken);
        using var watch = new RightWatch(rights, isHeld, cancellationToken);
        using var look = held.Log.Look();
        var from = await StartAsync(held, request, watch.Token);
        while (await NextAsync(held, from, actor, watch) is { } block)
        {
            if (block.First > from)
            {
                yield return LogBatch.Of(from, SkippedRecord.Of(block.First - from));
            }

            if (block.Count > 0)
            {
                yield return LogBatch.Of(block.First, block.Records.Span);
            }

            from = block.Next;
            if (block.Records.Length < Small)
            {
                await Task.Delay(Pause, watch.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        held.LastLook = time.GetTimestamp();
        await held.Reading;
    }

    public IReadOnlyList<GoneLog> Gone(Actor actor, DockerEnvironment environment)
    {
        var logs = keeper.For(environment);
        return [.. opening.Gone(actor, environment)
            .Select(o => (Owner: o, Size: logs.SizeOf(o.Id)))
            .Select(l => new GoneLog(l.Owner.Id, l.Owner.Name, l.Owner.Image, l.Owner.Summary.Project, l.Size.Written, l.Size.Length))
            .OrderByDescending(l => l.Written)];
    }

    private static async Task<long> StartAsync(ContainerLog held, LogRequest request, CancellationToken cancellationToken)
    {
        if (request.After is { } after && after + 1 >= held.Log.First && after < held.Log.Next)
        {
            return after + 1;
        }

        if (request.SinceNanoseconds is { } since)
        {
            await held.CaughtUp.WaitAsync(cancellationToken);
            return held.Log.FindTime(since);
        }

        if (request.Tail is { } tail)
        {
            await Task.WhenAny(held.CaughtUp, Task.Delay(Patience, cancellationToken));
            return Math.Max(held.Log.First, held.Log.Next - tail);
        }

        return held.Log.First;
    }

    private static async Task<Spool.LogBlock?> NextAsync(ContainerLog held, long from, Actor actor, RightWatch watch)
    {
        try
        {
            return await held.Log.ReadAsync(from, watch.Token);
        }
        catch (OperationCanceledException e) when (watch.IsLost)
        {
            throw LogOpening.Lost(actor, e);
        }
    }
}
