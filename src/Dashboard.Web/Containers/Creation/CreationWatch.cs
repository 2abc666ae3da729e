using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;

namespace Dashboard.Web.Containers.Creation;

/// <summary>Asks what can be said of a form a moment after its last change, one question at a time; a newer one takes the older's place.</summary>
internal sealed class CreationWatch(
    Func<CancellationToken, Task<IReadOnlyList<CreationFinding>>> check, TimeProvider time, Func<IReadOnlyList<CreationFinding>, EngineError?, Task> found) : IAsyncDisposable
{
    // Shorter than the pause between two words, longer than that between two keys.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(300);

    private CancellationTokenSource _latest = new();
    private Task _asking = Task.CompletedTask;

    /// <summary>Something changed.</summary>
    public void Ask()
    {
        _latest.Cancel();
        _latest.Dispose();
        _latest = new CancellationTokenSource();
        _asking = AskAsync(_asking, _latest.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _latest.CancelAsync();
        await _asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _latest.Dispose();
    }

    private async Task AskAsync(Task before, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await Task.Delay(_pause, time, cancellationToken);
            await found(await check(cancellationToken), null);
        }
        catch (EngineErrorException e)
        {
            await found([], e.Error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A newer question is asked, or the page is gone.
        }
    }
}
