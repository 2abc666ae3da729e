using Dashboard.Testing;

namespace Dashboard.Benchmarks.Table;

/// <summary>Containers ending and starting all the time, until disposed.</summary>
internal sealed class Storm : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private Storm(ApiEngine engine, int perSecond) => _running = RunAsync(engine, perSecond, _stop.Token);

    public static Storm Over(ApiEngine engine, int perSecond) => new(engine, perSecond);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    // Ticks may come late on a busy machine; the number is kept all the same.
    private static async Task RunAsync(ApiEngine engine, int perSecond, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        for (long sent = 0; await ticks.WaitForNextTickAsync(cancellationToken);)
        {
            for (var due = TimeProvider.System.GetElapsedTime(start).TotalSeconds * perSecond; sent < due; sent++)
            {
                engine.TurnOne();
            }
        }
    }
}
