using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Merging;
using Dashboard.Services.Logs.Search;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Logs;

/// <summary>
/// Logs of several containers as one. The methods are those of <see cref="LogHub"/> with a <see cref="LogSelector"/> in a container's place;
/// batches are in the format of <see cref="MergedBatch"/>. Those whose logs the caller may not read are not among them.
/// </summary>
[Authorize]
public sealed class MergedLogHub(IEnvironmentRegistry environments, IMergedLogs logs) : Hub
{
    /// <summary>Follows the logs of containers that are there and of those that come.</summary>
    /// <param name="environment">Name of the environment, e.g. "local".</param>
    /// <param name="selector">E.g. "project=shop".</param>
    /// <param name="tail">Lines from the end to begin with; -1 is all.</param>
    /// <param name="after">By ids of containers, what the headers of batches said last; empty at first.</param>
    /// <param name="last">Number of the last record that the caller has; -1 is none.</param>
    /// <param name="cancellationToken">Cancelled by SignalR when the caller goes.</param>
    /// <exception cref="HubException">No such container, no right to its log, a wrong argument.</exception>
    public IAsyncEnumerable<byte[]> Follow(
        string environment, string selector, int tail, Dictionary<string, long> after, long last, CancellationToken cancellationToken) =>
        FollowAsync(environment, selector, new MergeRequest(tail, after, last), cancellationToken).WithHubErrors(cancellationToken);

    /// <summary>The last records before a number, as one batch.</summary>
    /// <exception cref="HubException">As for <see cref="Follow"/>.</exception>
    public Task<byte[]> Older(string environment, string selector, long before, int lines) =>
        AskAsync(environment, selector, (actor, engine, chosen) => logs.Older(actor, engine, chosen, before, lines));

    /// <summary>The first records from a number on, as one batch.</summary>
    /// <exception cref="HubException">As for <see cref="Follow"/>.</exception>
    public Task<byte[]> Newer(string environment, string selector, long from, int lines) =>
        AskAsync(environment, selector, (actor, engine, chosen) => logs.Newer(actor, engine, chosen, from, lines));

    /// <summary>Number of the oldest record that is held.</summary>
    /// <exception cref="HubException">As for <see cref="Follow"/>.</exception>
    public Task<MergedBounds> Bounds(string environment, string selector) =>
        AskAsync(environment, selector, (actor, engine, chosen) => new MergedBounds(logs.First(actor, engine, chosen)));

    /// <summary>The number of a time: RFC 3339, or seconds since 1970 with a fraction.</summary>
    /// <exception cref="HubException">As for <see cref="Follow"/>; no time.</exception>
    public Task<long> FindTime(string environment, string selector, string time) =>
        AskAsync(environment, selector, (_, _, _) => logs.NumberOf(LogRequest.Parse(-1, time, -1).SinceNanoseconds ?? 0));

    /// <summary>Looks through everything that is held; steps as it goes on, the last with Done set.</summary>
    /// <exception cref="HubException">As for <see cref="Follow"/>; the query is wrong, in words.</exception>
    public IAsyncEnumerable<LogSearchStep> Search(string environment, string selector, LogQuery query, CancellationToken cancellationToken) =>
        SearchAsync(environment, selector, query, cancellationToken).WithHubErrors(cancellationToken);

    /// <summary>The browser has shown <paramref name="bytes"/> more bytes of batches.</summary>
    public void Ack(int bytes) => Context.Credits().Return(bytes);

    private async IAsyncEnumerable<byte[]> FollowAsync(
        string environment, string selector, MergeRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var actor = Context.User!.ToActor();
        var batches = logs.FollowAsync(actor, environments.Get(actor, environment), LogSelector.Parse(selector), request, cancellationToken);
        await foreach (var batch in batches.WithCreditsAsync(Context.Credits(), cancellationToken))
        {
            yield return batch;
        }
    }

    // Asynchronous from the beginning, so that a wrong name is told like any other error.
    private async IAsyncEnumerable<LogSearchStep> SearchAsync(
        string environment, string selector, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var actor = Context.User!.ToActor();
        await foreach (var step in logs.SearchAsync(actor, environments.Get(actor, environment), LogSelector.Parse(selector), query, cancellationToken))
        {
            yield return step;
        }
    }

    private Task<T> AskAsync<T>(string environment, string selector, Func<Actor, DockerEnvironment, LogSelector, T> ask)
    {
        // On another thread: what is read may lie on a disk.
        return Task.Run(Answer, Context.ConnectionAborted).WithHubErrorsAsync();

        T Answer()
        {
            var actor = Context.User!.ToActor();
            return ask(actor, environments.Get(actor, environment), LogSelector.Parse(selector));
        }
    }
}

/// <summary>What is held of several logs.</summary>
/// <param name="First">Number of the oldest record; 0 when there is none.</param>
public sealed record MergedBounds(long First);
