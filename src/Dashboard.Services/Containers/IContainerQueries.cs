using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers;

/// <summary>Reads of containers, each scoped to who asks.</summary>
public interface IContainerQueries
{
    /// <summary>The containers that <paramref name="actor"/> may see, and every change after. Dispose the subscription.</summary>
    ContainerSubscription Subscribe(Actor actor, DockerEnvironment environment);

    /// <summary>Those containers as known now, running ones only unless <paramref name="all"/>; newest first, as <c>docker ps</c>.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="all">Also those that don't run.</param>
    /// <param name="part">Only those with this somewhere in their names, whatever the case: cheaper than to look through all, since only their rights are judged.</param>
    /// <exception cref="EngineErrorException">Unreachable: the engine is not up, so a list would not be true.</exception>
    IReadOnlyList<ContainerSummary> List(Actor actor, DockerEnvironment environment, bool all, string part = "");

    /// <summary>What <c>docker inspect</c> tells, secrets masked.</summary>
    /// <exception cref="EngineErrorException">NotFound or Unreachable.</exception>
    Task<ContainerDetails> InspectAsync(Actor actor, DockerEnvironment environment, ResourceName name, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IContainerQueries"/>
internal sealed class ContainerQueries(ContainerStores stores, IScopedResolver resolver) : IContainerQueries
{
    public ContainerSubscription Subscribe(Actor actor, DockerEnvironment environment) =>
        stores.For(environment).Subscribe(container => resolver.CanSee(actor, environment, container));

    public IReadOnlyList<ContainerSummary> List(Actor actor, DockerEnvironment environment, bool all, string part = "")
    {
        var snapshot = stores.For(environment).Snapshot;
        return snapshot.IsStale || !environment.Health.IsUp
            ? throw new EngineErrorException(new EngineError(
                EngineErrorKind.Unreachable, environment.Health.Reason ?? "The engine's containers have not been listed yet."))
            : [.. snapshot.Containers.Values
                .Where(c => (all || c.IsRunning) && c.Name.Contains(part, StringComparison.OrdinalIgnoreCase) && resolver.CanSee(actor, environment, c))
                .OrderByDescending(c => c.Created)];
    }

    public async Task<ContainerDetails> InspectAsync(
        Actor actor, DockerEnvironment environment, ResourceName name, CancellationToken cancellationToken) =>
        (await resolver.ResolveContainerAsync(actor, environment, name, Right.View, cancellationToken)).Details;
}
