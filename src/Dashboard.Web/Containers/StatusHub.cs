using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Containers;

/// <summary>Pushes containers' status to scripts; the pages read the same store directly.</summary>
[Authorize]
public sealed class StatusHub(IEnvironmentRegistry environments, IContainerQueries containers) : Hub
{
    /// <summary>Everything now, then every change, until the caller cancels.</summary>
    /// <param name="environment">Name of the environment, e.g. "local".</param>
    /// <param name="cancellationToken">Cancelled by SignalR when the caller goes.</param>
    /// <exception cref="HubException">There is no such environment.</exception>
    public IAsyncEnumerable<StatusMessage> Watch(string environment, CancellationToken cancellationToken) =>
        WatchAsync(environment, cancellationToken).WithHubErrors(cancellationToken);

    private async IAsyncEnumerable<StatusMessage> WatchAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var actor = Context.User!.ToActor();
        var environment = environments.Get(actor, name);
        using var subscription = containers.Subscribe(actor, environment);
        yield return StatusMessage.Snapshot(environment, subscription.Snapshot);
        await foreach (var changes in subscription.ReadAllAsync(cancellationToken))
        {
            yield return StatusMessage.Changes(environment, changes);
        }
    }
}
