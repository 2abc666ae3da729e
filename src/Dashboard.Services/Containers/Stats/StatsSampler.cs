using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Containers.Stats;

/// <summary>
/// Looks at every running container each 10 s, so that there is an hour to show when somebody comes. One short call a container, few at a
/// time; those that are streamed anyway are left out.
/// </summary>
internal sealed partial class StatsSampler(
    UsageStore store, StatsStreams streams, IStatsFeed feed, ContainerStore containers, TimeProvider time, ILogger logger)
{
    // A CPU figure takes two samples: at the start they follow each other closely, and the list of containers may be a moment late.
    private static readonly TimeSpan[] FirstPauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)];

    private const int MostAtOnce = 4;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var lost = await feed.WaitUntilUpAsync(stopping);
                using var spell = CancellationTokenSource.CreateLinkedTokenSource(stopping, lost);
                await SampleForeverAsync(spell.Token);
            }
            catch (OperationCanceledException)
            {
                // The engine was lost, or the program stops.
            }
            catch (Exception e)
            {
                LogFailed(e.Message);
                feed.ReportFailure(e);
                await Task.Delay(UsageHistory.Spacing, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One look at all; public for the benchmark of its cost.</summary>
    public async Task SampleAllAsync(CancellationToken cancellationToken)
    {
        var snapshot = containers.Snapshot;
        if (snapshot is { IsLoaded: true, IsStale: false })
        {
            store.Forget(snapshot.Containers.ContainsKey);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(snapshot.Containers.Values.Where(c => c.HasProcesses && !streams.IsHeld(c.Id)), options, async (container, token) =>
        {
            if (await feed.SampleAsync(container.Id, token) is { } sample)
            {
                store.Record(container.Id, sample);
            }
        });
    }

    private async Task SampleForeverAsync(CancellationToken cancellationToken)
    {
        foreach (var pause in FirstPauses)
        {
            await SampleAllAsync(cancellationToken);
            await Task.Delay(pause, time, cancellationToken);
        }

        // A round that takes longer than the spacing skips a beat instead of piling up.
        using var beats = new PeriodicTimer(UsageHistory.Spacing, time);
        do
        {
            await SampleAllAsync(cancellationToken);
        }
        while (await beats.WaitForNextTickAsync(cancellationToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sampling what containers use failed: {Reason}")]
    private partial void LogFailed(string reason);
}
