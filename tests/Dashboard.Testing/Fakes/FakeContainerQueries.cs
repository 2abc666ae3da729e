using System.Collections.Concurrent;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>Containers as a test tells them, through the program's own store: snapshots, changes and merging are the real ones.</summary>
public sealed class FakeContainerQueries : IContainerQueries
{
    private readonly ConcurrentDictionary<DockerEnvironment, ContainerStore> _stores = new();
    private readonly ConcurrentDictionary<string, ContainerDetails> _details = new();
    private int _inspections;

    /// <summary>Whether a container exists for somebody; everything does unless a test says otherwise.</summary>
    public Func<Actor, ContainerSummary, bool> CanSee { get; set; } = (_, _) => true;

    /// <summary>What every inspect fails with; null while it works.</summary>
    public EngineError? InspectError { get; set; }

    /// <summary>How often something was inspected.</summary>
    public int Inspections => Volatile.Read(ref _inspections);

    /// <summary>The engine has listed: these and no others.</summary>
    public void Load(DockerEnvironment environment, params IEnumerable<ContainerSummary> all) => Store(environment).Replace(all);

    /// <summary>The engine tells of one new or changed container.</summary>
    public void Put(DockerEnvironment environment, ContainerSummary container)
    {
        ArgumentNullException.ThrowIfNull(container);
        Store(environment).Update([container.Id], [container]);
    }

    /// <summary>The engine tells that a container is gone.</summary>
    public void Remove(DockerEnvironment environment, string id)
    {
        _details.TryRemove(id, out _);
        Store(environment).Update([id], []);
    }

    /// <summary>The engine went silent: what is known stays, marked.</summary>
    public void MarkStale(DockerEnvironment environment) => Store(environment).MarkStale();

    /// <summary>What an inspect of this container tells; without it, what follows from the list.</summary>
    public void Describe(ContainerDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        _details[details.Summary.Id] = details;
    }

    /// <inheritdoc/>
    public ContainerSubscription Subscribe(Actor actor, DockerEnvironment environment) =>
        Store(environment).Subscribe(container => CanSee(actor, container));

    /// <inheritdoc/>
    public IReadOnlyList<ContainerSummary> List(Actor actor, DockerEnvironment environment, bool all, string part = "")
    {
        ArgumentNullException.ThrowIfNull(environment);
        var snapshot = Store(environment).Snapshot;
        return snapshot.IsStale
            ? throw new EngineErrorException(new EngineError(
                EngineErrorKind.Unreachable, environment.Health.Reason ?? $"No test called Load for \"{environment.Name}\", so its containers are unknown."))
            : [.. snapshot.Containers.Values.Where(c => (all || c.IsRunning) && c.Name.Contains(part, StringComparison.OrdinalIgnoreCase) && CanSee(actor, c)).OrderByDescending(c => c.Created)];
    }

    /// <inheritdoc/>
    public Task<ContainerDetails> InspectAsync(
        Actor actor, DockerEnvironment environment, ResourceName name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _inspections);
        if (InspectError is { } error)
        {
            throw new EngineErrorException(error);
        }

        var found = Store(environment).Snapshot.Containers.Values.FirstOrDefault(c => c.Name == name.Value || c.Id == name.Value);
        return found is not null && CanSee(actor, found)
            ? Task.FromResult(_details.TryGetValue(found.Id, out var told) ? told with { Summary = found } : DetailsBuilder.Details(found))
            : throw new EngineErrorException(EngineError.NoSuchContainer(name));
    }

    private ContainerStore Store(DockerEnvironment environment) => _stores.GetOrAdd(environment, _ => new ContainerStore());
}
