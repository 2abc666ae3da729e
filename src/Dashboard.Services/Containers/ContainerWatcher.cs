using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Containers;

/// <summary>
/// Keeps one <see cref="ContainerStore"/> true. Events are hints, lists are the truth: an event only says which container to ask
/// about. Subscribes first and lists then, on every reconnect; lists all again every 30 s, because the engine skips subscribers
/// that are slower than 100 ms and keeps 256 events only.
/// </summary>
internal sealed partial class ContainerWatcher(ContainerStore store, IContainerFeed feed, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FullListEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    // The engine announces some changes (pause, for one) a moment before its lists know of them: so each hint is followed up twice.
    private static readonly TimeSpan[] LookAgainAfter = [TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)];

    // In a storm of events the questions are spaced; a single event is asked about at once.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(25);

    // Ids go into the address of the question, which must not get too long.
    private const int MostIdsAsked = 100;

    // Past this share of all, one list of all is cheaper than asking for each by id.
    private const int CheaperWhole = 10;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly RestartCounter _restarts = new(store, feed, time, logger);
    private HashSet<string> _touched = [];
    private HashSet<string> _unlisted = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var lost = await feed.WaitUntilUpAsync(stopping);
                using var spell = CancellationTokenSource.CreateLinkedTokenSource(stopping, lost);
                await FollowAsync(spell);
            }
            catch (OperationCanceledException)
            {
                // The engine was lost, or the program stops.
            }
            catch (Exception e)
            {
                LogFailed(e.Message);
                feed.ReportFailure(e);
                await Task.Delay(RetryAfter, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            store.MarkStale();
        }
    }

    public void Dispose()
    {
        _wake.Dispose();
        _restarts.Dispose();
    }

    private async Task FollowAsync(CancellationTokenSource spell)
    {
        var subscribed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var listening = feed.ListenAsync(() => subscribed.TrySetResult(), Touch, spell.Token);
        try
        {
            await await Task.WhenAny(subscribed.Task, listening);
            store.Replace(await feed.ListAsync(null, spell.Token));
            await await Task.WhenAny(listening, RefreshAsync(spell.Token), _restarts.RunAsync(spell.Token));
            throw new IOException("The engine closed the event stream.");
        }
        finally
        {
            await spell.CancelAsync();
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var looks = new PriorityQueue<HashSet<string>, long>();
        var lastFull = time.GetTimestamp();
        while (true)
        {
            await _wake.WaitAsync(UntilNextLook(looks), cancellationToken);
            var (touched, unlisted) = TakeTouched();
            foreach (var delay in touched.Count > 0 ? LookAgainAfter : [])
            {
                looks.Enqueue(touched, time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency));
            }

            HashSet<string> ids = [.. touched];
            while (looks.TryPeek(out var again, out var due) && due <= time.GetTimestamp())
            {
                looks.Dequeue();
                ids.UnionWith(again);
            }

            if (time.GetElapsedTime(lastFull) >= FullListEvery || ids.Count > Math.Max(MostIdsAsked, store.Snapshot.Containers.Count / CheaperWhole))
            {
                store.Replace(await feed.ListAsync(null, cancellationToken), unlisted);
                lastFull = time.GetTimestamp();
            }
            else
            {
                foreach (var some in ids.Chunk(MostIdsAsked))
                {
                    store.Update(some, await feed.ListAsync(some, cancellationToken), unlisted);
                }
            }

            if (ids.Count > 0)
            {
                await Task.Delay(Spacing, time, cancellationToken);
            }
        }
    }

    private TimeSpan UntilNextLook(PriorityQueue<HashSet<string>, long> looks)
    {
        if (!looks.TryPeek(out _, out var due))
        {
            return FullListEvery;
        }

        var wait = time.GetElapsedTime(time.GetTimestamp(), due);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private void Touch(string id, bool isUnlisted)
    {
        lock (_gate)
        {
            _touched.Add(id);
            _restarts.Touch(id);
            if (isUnlisted)
            {
                _unlisted.Add(id);
            }

            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }
        }
    }

    private (HashSet<string> Touched, HashSet<string> Unlisted) TakeTouched()
    {
        lock (_gate)
        {
            var taken = (_touched, _unlisted);
            (_touched, _unlisted) = ([], []);
            return taken;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Watching containers failed: {Reason}")]
    private partial void LogFailed(string reason);
}
