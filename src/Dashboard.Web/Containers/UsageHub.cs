using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Stats;
using Dashboard.Services.Environments;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Containers;

/// <summary>What containers use, straight to the browser's cells and charts: no figure passes through a circuit.</summary>
[Authorize]
public sealed class UsageHub(IEnvironmentRegistry environments, IContainerUsage usage) : Hub
{
    // Many more than the rows that are ever in view; without a limit one connection could hold a stream of everything a thousand times.
    private const int MostStreams = 200;

    /// <summary>
    /// First the past in one message (maybe empty), then a point each second while the container runs. A point is nine numbers: ms since 1970,
    /// CPU percent, memory, its limit, bytes received, sent, read, written, processes; a message is any number of them in a row.
    /// </summary>
    /// <param name="environment">Name of the environment, e.g. "local".</param>
    /// <param name="container">Name or full id.</param>
    /// <param name="history">Whether the last hour is wanted, at a point each 10 s; else the newest point.</param>
    /// <param name="cancellationToken">Cancelled by SignalR when the caller goes.</param>
    /// <exception cref="HubException">No such container, a wrong argument, too many streams.</exception>
    public IAsyncEnumerable<double[]> Watch(string environment, string container, bool history, CancellationToken cancellationToken) =>
        WatchAsync(environment, container, history, cancellationToken).WithHubErrors(cancellationToken);

    private async IAsyncEnumerable<double[]> WatchAsync(
        string environment, string container, bool history, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (CountStreams(1) > MostStreams)
        {
            CountStreams(-1);
            throw new HubException($"More than {MostStreams} streams on one connection.");
        }

        try
        {
            var actor = Context.User!.ToActor();
            var messages = usage.WatchAsync(
                actor, environments.Get(actor, environment), ResourceName.Parse(container, null), history, cancellationToken);
            await foreach (var points in messages)
            {
                yield return [.. points.SelectMany(Numbers)];
            }
        }
        finally
        {
            CountStreams(-1);
        }
    }

    // Bytes beyond 2^53 would lose their last digit, which no chart shows.
    private static double[] Numbers(UsagePoint p) =>
    [
        p.At.ToUnixTimeMilliseconds(), p.CpuPercent, p.MemoryBytes, p.MemoryLimit, p.NetworkReceived, p.NetworkSent, p.BlockRead, p.BlockWritten, p.Pids,
    ];

    private int CountStreams(int more)
    {
        lock (Context.Items)
        {
            var now = (Context.Items.TryGetValue(nameof(UsageHub), out var known) ? (int)known! : 0) + more;
            Context.Items[nameof(UsageHub)] = now;
            return now;
        }
    }
}
