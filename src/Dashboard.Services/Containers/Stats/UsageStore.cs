namespace Dashboard.Services.Containers.Stats;

/// <summary>
/// What the containers of one engine have used in the last hour, and who watches. It is only told, by <see cref="StatsStreams"/> and
/// <see cref="StatsSampler"/>, and never asks the engine.
/// </summary>
internal sealed class UsageStore(TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    // What is older says nothing of the present.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>How many containers something is kept of.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>A sample of a running container came in.</summary>
    public void Record(string id, StatsSample sample)
    {
        lock (_gate)
        {
            var (entry, at) = (Get(id), time.GetUtcNow());
            var stats = sample.PreviousCpuSystem > 0 ? ContainerStats.Of(sample)
                : entry.Last is { } last && at - entry.LastAt < Fresh ? ContainerStats.Between(last, sample)
                : null;
            (entry.Last, entry.LastAt) = (sample, at);
            entry.History.Add(at, sample);
            if (stats is null)
            {
                return;
            }

            var point = UsagePoint.Of(at, stats);
            entry.LastPoint = point;
            foreach (var viewer in entry.Viewers)
            {
                viewer.Add(point);
            }
        }
    }

    /// <summary>The past and, from then on, each point as it comes. Without <paramref name="history"/> the past is the newest point only.</summary>
    public UsageSubscription Subscribe(string id, bool history)
    {
        lock (_gate)
        {
            var (entry, now) = (Get(id), time.GetUtcNow());
            IReadOnlyList<UsagePoint> past = history ? entry.History.Since(now - Kept)
                : entry.LastPoint is { } point && now - point.At < Fresh ? [point]
                : [];
            var viewer = new UsageSubscription(past, v => Unsubscribe(id, v));
            entry.Viewers.Add(viewer);
            return viewer;
        }
    }

    /// <summary>The newest point of each container that has one of the present, by full id.</summary>
    public IReadOnlyList<KeyValuePair<string, UsagePoint>> Latest()
    {
        lock (_gate)
        {
            var earliest = time.GetUtcNow() - Fresh;
            List<KeyValuePair<string, UsagePoint>> latest = [];
            foreach (var (id, entry) in _entries)
            {
                if (entry.LastPoint is { } point && point.At >= earliest)
                {
                    latest.Add(KeyValuePair.Create(id, point));
                }
            }

            return latest;
        }
    }

    /// <summary>The container is gone for good: so is its past, and its viewers are told.</summary>
    public void Complete(string id)
    {
        lock (_gate)
        {
            if (_entries.Remove(id, out var entry))
            {
                entry.Viewers.ForEach(v => v.Complete());
            }
        }
    }

    /// <summary>Forgets those that do not exist any more, and those that have not run for an hour.</summary>
    public void Forget(Func<string, bool> exists)
    {
        lock (_gate)
        {
            var earliest = time.GetUtcNow() - Kept;
            foreach (var (id, entry) in _entries.Where(p => p.Value.Viewers.Count == 0 && (!exists(p.Key) || p.Value.LastAt < earliest)).ToList())
            {
                _entries.Remove(id);
            }
        }
    }

    private Entry Get(string id)
    {
        if (!_entries.TryGetValue(id, out var entry))
        {
            _entries[id] = entry = new Entry { LastAt = time.GetUtcNow() };
        }

        return entry;
    }

    private void Unsubscribe(string id, UsageSubscription viewer)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(id, out var entry))
            {
                entry.Viewers.Remove(viewer);
            }
        }
    }

    private sealed class Entry
    {
        public UsageHistory History { get; } = new();

        public List<UsageSubscription> Viewers { get; } = [];

        public StatsSample? Last { get; set; }

        public DateTimeOffset LastAt { get; set; }

        public UsagePoint? LastPoint { get; set; }
    }
}
