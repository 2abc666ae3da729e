using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Paging;
using Dashboard.Services.Logs.Search;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Logs;

/// <summary>Followed logs as batches of bytes. One log a connection, so that credits need no address.</summary>
[Authorize]
public sealed class LogHub(IEnvironmentRegistry environments, ILogs logs, ILogPages pages, ILogSearch search) : Hub
{
    /// <summary>Follows a container's log: batches in the format of <see cref="LogBatch"/>, over stops and starts of the container.</summary>
    /// <param name="environment">Name of the environment, e.g. "local".</param>
    /// <param name="container">Name or id.</param>
    /// <param name="tail">Lines from the end to begin with; -1 is all.</param>
    /// <param name="since">RFC 3339 or seconds since 1970 with a fraction, inclusive; "" is from the beginning.</param>
    /// <param name="after">Number of the last record that the caller has, to go on after it; -1 is none. Where the log does not hold what comes
    /// after it any more, tail and since decide, and the first batch's number says so.</param>
    /// <param name="cancellationToken">Cancelled by SignalR when the caller goes.</param>
    /// <exception cref="HubException">No such container, no right to its log, a log that can't be read, a wrong argument.</exception>
    public IAsyncEnumerable<byte[]> Follow(
        string environment, string container, int tail, string since, long after, CancellationToken cancellationToken) =>
        FollowAsync(environment, container, tail, since, after, cancellationToken).WithHubErrors(cancellationToken);

    /// <summary>The last records before a number, as one batch.</summary>
    /// <inheritdoc cref="ILogPages.OlderAsync"/>
    /// <exception cref="HubException">As for <see cref="Follow"/>.</exception>
    public Task<byte[]> Older(string environment, string container, long before, int lines) =>
        AskAsync(environment, container, (actor, engine, name) => pages.OlderAsync(actor, engine, name, before, lines, Context.ConnectionAborted));

    /// <summary>The first records from a number on, as one batch.</summary>
    /// <inheritdoc cref="ILogPages.NewerAsync"/>
    /// <exception cref="HubException">As for <see cref="Follow"/>.</exception>
    public Task<byte[]> Newer(string environment, string container, long from, int lines) =>
        AskAsync(environment, container, (actor, engine, name) => pages.NewerAsync(actor, engine, name, from, lines, Context.ConnectionAborted));

    /// <summary>Which records of a log are held.</summary>
    /// <exception cref="HubException">As for <see cref="Follow"/>.</exception>
    public Task<LogBounds> Bounds(string environment, string container) =>
        AskAsync(environment, container, (actor, engine, name) => pages.BoundsAsync(actor, engine, name, Context.ConnectionAborted));

    /// <summary>Number of the first record from a time on: RFC 3339, or seconds since 1970 with a fraction.</summary>
    /// <exception cref="HubException">As for <see cref="Follow"/>; no time.</exception>
    public Task<long> FindTime(string environment, string container, string time) => AskAsync(environment, container, (actor, engine, name) =>
        pages.FindTimeAsync(actor, engine, name, LogRequest.Parse(-1, time, -1).SinceNanoseconds ?? 0, Context.ConnectionAborted));

    /// <summary>Looks through everything that is held of a log; steps as it goes on, the last with Done set.</summary>
    /// <exception cref="HubException">As for <see cref="Follow"/>; the query is wrong, in words.</exception>
    public IAsyncEnumerable<LogSearchStep> Search(string environment, string container, LogQuery query, CancellationToken cancellationToken) =>
        SearchAsync(environment, container, query, cancellationToken).WithHubErrors(cancellationToken);

    /// <summary>The browser has shown <paramref name="bytes"/> more bytes of batches.</summary>
    public void Ack(int bytes) => Context.Credits().Return(bytes);

    private async IAsyncEnumerable<byte[]> FollowAsync(
        string environment, string container, int tail, string since, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = LogRequest.Parse(tail, since, after);
        var actor = Context.User!.ToActor();
        var batches = logs.FollowAsync(
            actor, environments.Get(actor, environment), ResourceName.Parse(container, null), request, cancellationToken);
        await foreach (var batch in batches.WithCreditsAsync(Context.Credits(), cancellationToken))
        {
            yield return batch;
        }
    }

    // Asynchronous from the beginning, so that a wrong name is told like any other error.
    private async IAsyncEnumerable<LogSearchStep> SearchAsync(
        string environment, string container, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var actor = Context.User!.ToActor();
        await foreach (var step in search.SearchAsync(actor, environments.Get(actor, environment), ResourceName.Parse(container, null), query, cancellationToken))
        {
            yield return step;
        }
    }

    private Task<T> AskAsync<T>(string environment, string container, Func<Actor, DockerEnvironment, ResourceName, Task<T>> ask)
    {
        return AnswerAsync().WithHubErrorsAsync();

        // Asynchronous from the beginning, so that a wrong name is told like any other error.
        async Task<T> AnswerAsync()
        {
            var actor = Context.User!.ToActor();
            return await ask(actor, environments.Get(actor, environment), ResourceName.Parse(container, null));
        }
    }
}
