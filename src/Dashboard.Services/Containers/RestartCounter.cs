using System.Collections.Concurrent;
using Dashboard.Services.Commands;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Containers;

/// <summary>
/// Learns how often restart policies have started containers again. No list and no event of the engine says it, only an inspect: so one for each
/// container when the engine comes up, running ones first, and one more after each event that names it (the engine counts before it announces
/// "die"). Few at a time, and the answers reach the store in handfuls.
/// </summary>
internal sealed partial class RestartCounter(ContainerStore store, IContainerFeed feed, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostAtOnce = 2;
    private const int Handful = 200;

    // A restart is at least two events; and a storm of them must not become a storm of questions.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private HashSet<string> _touched = [];

    /// <summary>Something happened to it.</summary>
    public void Touch(string id)
    {
        lock (_gate)
        {
            _touched.Add(id);
            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }
        }
    }

    /// <summary>Asks about all that the store knows, and then about those that were touched, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await AskAsync([.. store.Snapshot.Containers.Values.OrderBy(c => !c.IsRunning).Select(c => c.Id)], cancellationToken);
        while (true)
        {
            await _wake.WaitAsync(cancellationToken);
            await Task.Delay(Gathering, time, cancellationToken);
            await AskAsync(TakeTouched(), cancellationToken);
        }
    }

    public void Dispose() => _wake.Dispose();

    private async Task AskAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(Handful))
        {
            var counts = new ConcurrentDictionary<string, int>();
            var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(some, options, async (id, token) =>
            {
                try
                {
                    if (await feed.RestartCountAsync(id, token) is { } count)
                    {
                        counts[id] = count;
                    }
                }
                catch (EngineErrorException e)
                {
                    // One container that the engine can't inspect must not hide the others'.
                    LogRefused(id[..12], e.Error.Message);
                }
            });
            store.SetRestartCounts(counts);
        }
    }

    private HashSet<string> TakeTouched()
    {
        lock (_gate)
        {
            var taken = _touched;
            _touched = [];
            return taken;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The engine would not inspect {Container}: {Reason}")]
    private partial void LogRefused(string container, string reason);
}
