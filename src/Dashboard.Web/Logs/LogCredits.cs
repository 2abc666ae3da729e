using Dashboard.Services.Commands;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Logs;

/// <summary>How much of a log may be under way to a browser: one window a connection, so that credits need no address.</summary>
internal static class LogCredits
{
    // Enough to keep a browser busy over a slow line, little enough for a phone's memory.
    private const int Window = 1024 * 1024;

    /// <summary>The connection's window.</summary>
    public static CreditWindow Credits(this HubCallerContext context)
    {
        lock (context.Items)
        {
            if (context.Items.TryGetValue(nameof(CreditWindow), out var known) && known is CreditWindow window)
            {
                return window;
            }

            window = new CreditWindow(Window);
            context.Items[nameof(CreditWindow)] = window;
            return window;
        }
    }

    /// <summary>Lets a batch through as the browser has room for what came before.</summary>
    public static async IAsyncEnumerable<byte[]> WithCreditsAsync(
        this IAsyncEnumerable<byte[]> batches, CreditWindow credits, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            yield return batch;
            await credits.TakeAsync(batch.Length, cancellationToken);
        }
    }
}
