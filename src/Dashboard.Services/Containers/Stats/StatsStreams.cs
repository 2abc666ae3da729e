using Dashboard.Services.Commands;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Containers.Stats;

/// <summary>
/// The engine's stats streams: one for each container that somebody looks at, however many look, and none otherwise. A stream is opened
/// again when its container starts again or its engine comes back, for as long as somebody looks.
/// </summary>
internal sealed partial class StatsStreams(UsageStore store, IStatsFeed feed, ContainerStore containers, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan ReopenAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Held> _held = [];

    /// <summary>Whether somebody looks at it, so that the sampler need not.</summary>
    public bool IsHeld(string id)
    {
        lock (_gate)
        {
            return _held.ContainsKey(id);
        }
    }

    /// <summary>Somebody looks, until they dispose what they got.</summary>
    public IDisposable Hold(string id)
    {
        lock (_gate)
        {
            if (!_held.TryGetValue(id, out var held))
            {
                _held[id] = held = new Held();
                var token = held.Stop.Token;
                held.Running = Task.Run(() => RunAsync(id, token), CancellationToken.None);
            }

            held.Count++;
            return new Grip(() => LetGo(id, held));
        }
    }

    private void LetGo(string id, Held held)
    {
        lock (_gate)
        {
            if (--held.Count > 0)
            {
                return;
            }

            _held.Remove(id);
        }

        held.Stop.Cancel();
        held.Running.ContinueWith(_ => held.Stop.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task RunAsync(string id, CancellationToken stopping)
    {
        var seen = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var lost = await feed.WaitUntilUpAsync(stopping);
                using var spell = CancellationTokenSource.CreateLinkedTokenSource(stopping, lost);
                if (!await WaitUntilRunningAsync(id, seen, spell.Token))
                {
                    store.Complete(id);
                    return;
                }

                seen = true;
                await foreach (var sample in feed.StreamAsync(id, spell.Token))
                {
                    store.Record(id, sample);
                }
            }
            catch (OperationCanceledException)
            {
                // Nobody looks any more, or the engine was lost.
            }
            catch (Exception e)
            {
                if (EngineErrors.Translate(e) is not { Kind: EngineErrorKind.NotFound })
                {
                    LogFailed(id[..12], e.Message);
                    feed.ReportFailure(e);
                }
            }

            await Task.Delay(ReopenAfter, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // False: it is gone for good. One that was never seen may be younger than the list.
    private async Task<bool> WaitUntilRunningAsync(string id, bool seen, CancellationToken cancellationToken)
    {
        using var subscription = containers.Subscribe(c => c.Id == id);
        var now = subscription.Snapshot;
        if (now.Containers.TryGetValue(id, out var known) ? known.HasProcesses : seen && now is { IsLoaded: true, IsStale: false })
        {
            return known is not null;
        }

        await foreach (var changes in subscription.ReadAllAsync(cancellationToken))
        {
            if (changes.Removed.Contains(id))
            {
                return false;
            }

            if (changes.Upserted.Any(c => c.HasProcesses))
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stats stream of {Container} failed: {Reason}")]
    private partial void LogFailed(string container, string reason);

    private sealed class Held
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task Running { get; set; } = Task.CompletedTask;

        public int Count { get; set; }
    }

    private sealed class Grip(Action letGo) : IDisposable
    {
        private Action? _letGo = letGo;

        public void Dispose() => Interlocked.Exchange(ref _letGo, null)?.Invoke();
    }
}
