using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs.Search;

/// <inheritdoc cref="ILogSearch"/>
internal sealed class LogSearch(LogOpening opening, IRightsSource rights, SearchTurns turns) : ILogSearch
{
    public async IAsyncEnumerable<LogSearchStep> SearchAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (held, isHeld) = await opening.OpenAsync(actor, environment, container, cancellationToken);
        var scan = new LogScan(held.Log, query);
        using var watch = new RightWatch(rights, isHeld, cancellationToken);
        using var look = held.Log.Look();
        using var turn = await turns.TakeAsync(actor, watch, watch.Token);
        await using var steps = scan.RunAsync(watch.Token).GetAsyncEnumerator(watch.Token);
        while (await NextAsync(steps, actor, watch))
        {
            yield return steps.Current;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<LogSearchStep> steps, Actor actor, RightWatch watch)
    {
        try
        {
            return await steps.MoveNextAsync();
        }
        catch (OperationCanceledException e) when (watch.IsLost)
        {
            throw LogOpening.Lost(actor, e);
        }
    }
}
