using Dashboard.Services.Logs;

namespace Dashboard.Services.Tests.Logs;

public sealed class LogReaderThreadTests
{
    [Fact]
    public async Task RunAsync_AllThreadsHaveAFlood_OneMoreGetsItsTurn()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var floods = Enumerable.Range(0, LogReaderThread.Most).Select(_ => FloodAsync(cancellation.Token)).ToList();

        await LogReaderThread.RunAsync(_ => { }, cancellation.Token).WaitAsync(TimeSpan.FromSeconds(20), cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(floods));
    }

    // A log that always has more, as its source reads it: back at once for the next turn.
    private static async Task FloodAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await LogReaderThread.RunAsync(
                isWanted =>
                {
                    while (!isWanted() && !cancellationToken.IsCancellationRequested)
                    {
                        cancellationToken.WaitHandle.WaitOne(1);
                    }
                },
                cancellationToken);
        }
    }
}
