using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers.Stats;

/// <summary>What containers use, live, each read scoped to who asks.</summary>
public interface IContainerUsage
{
    /// <summary>
    /// First the past (an hour at a point each 10 s; the newest point only without <paramref name="history"/>; maybe none), then a point each
    /// second while the container runs, over its stops and starts and over losses of the engine. Ends when it is removed or leaves their sight.
    /// </summary>
    /// <param name="actor">Who looks; needs the right to view.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="container">Name or full id.</param>
    /// <param name="history">Whether the past is wanted.</param>
    /// <param name="cancellationToken">They look no more.</param>
    /// <exception cref="EngineErrorException">NotFound: there is none, or they may not see it.</exception>
    IAsyncEnumerable<IReadOnlyList<UsagePoint>> WatchAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, bool history, CancellationToken cancellationToken);

    /// <summary>The newest figures of what runs and <paramref name="actor"/> may see, by full id, none older than 15 s; asks the engine nothing.</summary>
    IReadOnlyDictionary<string, UsagePoint> Latest(Actor actor, DockerEnvironment environment);
}

/// <inheritdoc cref="IContainerUsage"/>
internal sealed class ContainerUsage(EngineUsages usages, IScopedResolver resolver) : IContainerUsage
{
    public async IAsyncEnumerable<IReadOnlyList<UsagePoint>> WatchAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, bool history, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var usage = usages.For(environment);
        var found = Find(usage, container.Value)
            // Just made, and not in the list yet; or not there at all.
            ?? (await resolver.ResolveContainerAsync(actor, environment, container, Right.View, cancellationToken)).Details.Summary;
        if (!resolver.CanSee(actor, environment, found))
        {
            throw new EngineErrorException(EngineError.NoSuchContainer(container));
        }

        using var subscription = usage.Store.Subscribe(found.Id, history);
        using var grip = usage.Streams.Hold(found.Id);
        yield return subscription.Past;
        await foreach (var point in subscription.ReadAllAsync(cancellationToken))
        {
            // Asked for each: rights may have gone since, and the name may be another's by now, so by what was found.
            if (!resolver.CanSee(actor, environment, found))
            {
                yield break;
            }

            yield return [point];
        }
    }

    public IReadOnlyDictionary<string, UsagePoint> Latest(Actor actor, DockerEnvironment environment)
    {
        var usage = usages.For(environment);
        var known = usage.Containers.Snapshot.Containers;
        return usage.Store.Latest()
            .Where(p => known.TryGetValue(p.Key, out var container) && resolver.CanSee(actor, environment, container))
            .ToDictionary();
    }

    // From the list that is known already: a page of fifty rows must not cost fifty inspects.
    private static ContainerSummary? Find(EngineUsage usage, string nameOrId)
    {
        var known = usage.Containers.Snapshot.Containers;
        return known.TryGetValue(nameOrId, out var byId) ? byId : known.Values.FirstOrDefault(c => c.Name == nameOrId);
    }
}
