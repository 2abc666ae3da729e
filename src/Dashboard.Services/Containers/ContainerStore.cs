using System.Collections.Immutable;

namespace Dashboard.Services.Containers;

/// <summary>
/// The containers of one engine and everybody who watches them. It is only told (by <see cref="ContainerWatcher"/>), never asks;
/// what it is told is compared with what it knows, and only differences go out.
/// </summary>
internal sealed class ContainerStore
{
    private static readonly HashSet<string> _none = [];

    private readonly Lock _gate = new();
    private readonly List<ContainerSubscription> _subscriptions = [];
    private ContainerSnapshot _snapshot = ContainerSnapshot.Empty;

    public ContainerSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>The present, and every change after it: nothing is lost between the two.</summary>
    public ContainerSubscription Subscribe(Func<ContainerSummary, bool> visible)
    {
        lock (_gate)
        {
            var subscription = new ContainerSubscription(_snapshot, visible, Unsubscribe);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <summary>The engine's whole list: what is not in it is gone.</summary>
    public void Replace(IEnumerable<ContainerSummary> all) => Replace(all, _none);

    /// <summary>The same; those in <paramref name="unlisted"/> have changed in what no list shows.</summary>
    public void Replace(IEnumerable<ContainerSummary> all, IReadOnlySet<string> unlisted)
    {
        lock (_gate)
        {
            var fresh = all.ToDictionary(c => c.Id);
            Apply(fresh.Values, [.. _snapshot.Containers.Keys.Where(id => !fresh.ContainsKey(id))], isStale: false, unlisted);
        }
    }

    /// <summary>The engine's answer about <paramref name="asked"/> only: those of them that it does not name are gone.</summary>
    public void Update(IReadOnlyCollection<string> asked, IEnumerable<ContainerSummary> found) => Update(asked, found, _none);

    /// <summary>The same; those in <paramref name="unlisted"/> have changed in what no list shows.</summary>
    public void Update(IReadOnlyCollection<string> asked, IEnumerable<ContainerSummary> found, IReadOnlySet<string> unlisted)
    {
        lock (_gate)
        {
            var fresh = found.ToDictionary(c => c.Id);
            Apply(fresh.Values, [.. asked.Where(id => !fresh.ContainsKey(id))], _snapshot.IsStale, unlisted);
        }
    }

    /// <summary>What no list tells, by full id; those that are gone meanwhile are left out.</summary>
    public void SetRestartCounts(IEnumerable<KeyValuePair<string, int>> counts)
    {
        lock (_gate)
        {
            List<ContainerSummary> counted = [];
            foreach (var (id, count) in counts)
            {
                if (_snapshot.Containers.TryGetValue(id, out var known) && known.RestartCount != count)
                {
                    counted.Add(known with { RestartCount = count });
                }
            }

            Publish(counted, [], _snapshot.IsStale);
        }
    }

    /// <summary>The engine went silent: what is known stays, marked.</summary>
    public void MarkStale()
    {
        lock (_gate)
        {
            Apply([], [], isStale: true, _none);
        }
    }

    /// <summary>Rights have changed: every viewer is told what came into sight and what left it.</summary>
    public void Recheck()
    {
        lock (_gate)
        {
            foreach (var subscription in _subscriptions)
            {
                subscription.Recheck(_snapshot.Containers);
            }
        }
    }

    private void Apply(IEnumerable<ContainerSummary> fresh, IReadOnlyList<string> gone, bool isStale, IReadOnlySet<string> unlisted)
    {
        List<ContainerSummary> upserted = [];
        foreach (var listed in fresh)
        {
            var known = _snapshot.Containers.GetValueOrDefault(listed.Id);
            var container = listed with
            {
                RestartCount = listed.RestartCount ?? known?.RestartCount,
                Revision = (known?.Revision ?? 0) + (unlisted.Contains(listed.Id) ? 1 : 0),
            };
            if (!container.IsListedAs(known))
            {
                upserted.Add(container);
            }
        }

        Publish(upserted, gone, isStale);
    }

    private void Publish(List<ContainerSummary> upserted, IReadOnlyList<string> gone, bool isStale)
    {
        var old = _snapshot;
        var next = old.Containers.ToBuilder();
        foreach (var container in upserted)
        {
            next[container.Id] = container;
        }

        List<string> removed = [.. gone.Where(next.Remove)];
        var loaded = old.IsLoaded || !isStale;
        if (upserted.Count == 0 && removed.Count == 0 && isStale == old.IsStale && loaded == old.IsLoaded)
        {
            return;
        }

        Volatile.Write(ref _snapshot, new ContainerSnapshot(next.ToImmutable(), isStale, loaded));
        foreach (var subscription in _subscriptions)
        {
            subscription.Add(upserted, removed, isStale);
        }
    }

    private void Unsubscribe(ContainerSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }
}
