using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Dashboard.Services.Containers;

/// <summary>
/// One viewer of an engine's containers: the snapshot it began with, and the changes since. Changes that it has not read yet are
/// merged by container, so a slow viewer costs at most one entry a container and never slows the engine's reader. What they may not see
/// they are not told of, not even that it is gone; what leaves their sight is told as removed.
/// </summary>
public sealed class ContainerSubscription : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Func<ContainerSummary, bool> _visible;
    private readonly Action<ContainerSubscription> _unsubscribe;
    private readonly SemaphoreSlim _wake = new(0, 1);

    // Ids that this viewer knows of. Whatever else comes and goes is not theirs to hear.
    private readonly HashSet<string> _told;

    // Null: the container is gone.
    private Dictionary<string, ContainerSummary?> _pending = [];
    private bool _isStale;
    private bool _loaded;
    private bool _changed;

    internal ContainerSubscription(
        ContainerSnapshot snapshot, Func<ContainerSummary, bool> visible, Action<ContainerSubscription> unsubscribe)
    {
        Snapshot = snapshot with { Containers = Visible(snapshot.Containers, visible) };
        _told = [.. Snapshot.Containers.Keys];
        _isStale = snapshot.IsStale;
        _loaded = snapshot.IsLoaded;
        _visible = visible;
        _unsubscribe = unsubscribe;
    }

    /// <summary>The containers that this viewer may see, at the moment of subscribing; empty once the changes are read, which replace it.</summary>
    public ContainerSnapshot Snapshot { get; private set; }

    /// <summary>Changes as they come, each batch holding at most one entry a container. Ends only by <paramref name="cancellationToken"/>.</summary>
    public async IAsyncEnumerable<ContainerChanges> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A page may be open for days: what has gone since must not be held by it.
        Snapshot = ContainerSnapshot.Empty;
        while (true)
        {
            await _wake.WaitAsync(cancellationToken);
            if (Take() is { } changes)
            {
                yield return changes;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _unsubscribe(this);

    internal void Add(IReadOnlyList<ContainerSummary> upserted, IReadOnlyList<string> removed, bool isStale)
    {
        lock (_gate)
        {
            foreach (var container in upserted)
            {
                Put(container);
            }

            foreach (var id in removed)
            {
                TakeAway(id);
            }

            // A change of what this viewer can't see must not even wake them.
            if (_pending.Count > 0 || isStale != _isStale || !_loaded)
            {
                Wake();
            }

            _isStale = isStale;
            _loaded |= !isStale;
        }
    }

    /// <summary>Rights have changed: tells what came into sight and what left it.</summary>
    internal void Recheck(IReadOnlyDictionary<string, ContainerSummary> containers)
    {
        lock (_gate)
        {
            foreach (var (id, container) in containers)
            {
                if (_visible(container) != _told.Contains(id))
                {
                    Put(container);
                }
            }

            if (_pending.Count > 0)
            {
                Wake();
            }
        }
    }

    // One thing among ten thousand and all of them are both common: neither must cost a copy of the rest.
    private static ImmutableDictionary<string, ContainerSummary> Visible(
        ImmutableDictionary<string, ContainerSummary> all, Func<ContainerSummary, bool> visible)
    {
        var seen = all.Where(p => visible(p.Value)).ToList();
        return seen.Count == all.Count ? all : ImmutableDictionary.CreateRange(seen);
    }

    private void Put(ContainerSummary container)
    {
        if (!_visible(container))
        {
            TakeAway(container.Id);
            return;
        }

        _told.Add(container.Id);
        _pending[container.Id] = container;
    }

    private void TakeAway(string id)
    {
        if (_told.Remove(id))
        {
            _pending[id] = null;
        }
    }

    private void Wake()
    {
        _changed = true;
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    private ContainerChanges? Take()
    {
        lock (_gate)
        {
            if (!_changed)
            {
                return null;
            }

            var taken = _pending;
            _pending = [];
            _changed = false;
            return new ContainerChanges(
                [.. taken.Values.OfType<ContainerSummary>()], [.. taken.Where(p => p.Value is null).Select(p => p.Key)], _isStale);
        }
    }
}
