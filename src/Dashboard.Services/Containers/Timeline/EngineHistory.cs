namespace Dashboard.Services.Containers.Timeline;

/// <summary>A picture of what is kept of a container.</summary>
/// <param name="Id">Full id.</param>
/// <param name="Names">What it was called, the last name last.</param>
/// <param name="Labels">Its labels; null while no event told them.</param>
/// <param name="HealthCommand">What its health check runs, as events tell it; null while that is not known.</param>
/// <param name="Entries">In order of time.</param>
internal sealed record HistoryPicture(
    string Id, IReadOnlyList<string> Names, IReadOnlyDictionary<string, string>? Labels, string? HealthCommand, IReadOnlyList<TimelineEntry> Entries)
{
    /// <summary>What it is called, or was last; "" when no event told.</summary>
    public string Name => Names.Count > 0 ? Names[^1] : "";
}

/// <summary>
/// What happened to the containers of one engine, in memory. It is only told, by the engine's one event stream, and never asks. Kept are
/// 200 things that happened to a container and 100 that were run in it, of 2,000 containers and 20,000 things at most; beyond that the
/// containers to which nothing happened for longest are forgotten.
/// </summary>
/// <param name="own">Processes that the dashboard itself runs.</param>
internal sealed class EngineHistory(OwnExecs own)
{
    /// <summary>Containers kept.</summary>
    public const int MostContainers = 2_000;

    /// <summary>Entries kept of all of them.</summary>
    public const int MostEntries = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<ContainerHistory>> _histories = [];

    // The one to which something happened last is the last.
    private readonly LinkedList<ContainerHistory> _order = new();
    private int _entries;

    /// <summary>Something new is known of the container with this full id. Raised on the reader's thread: return at once.</summary>
    public event Action<string>? Changed;

    /// <summary>Something happened that an inspect could explain: a health check that is not known yet ran, or found something.</summary>
    public event Action<string>? NeedsInspect;

    /// <summary>Time of the newest event heard, in nanoseconds since 1970; 0 before the first.</summary>
    public long Heard { get; private set; }

    /// <summary>How many containers something is kept of.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _histories.Count;
            }
        }
    }

    /// <summary>How much is kept of all of them.</summary>
    public int EntryCount
    {
        get
        {
            lock (_gate)
            {
                return _entries;
            }
        }
    }

    /// <summary>The engine told of something.</summary>
    public void Record(EngineEvent told)
    {
        bool news, asks;
        lock (_gate)
        {
            Heard = Math.Max(Heard, told.Nanoseconds);
            var history = Touch(told.Container);
            var before = history.Count;
            var entry = history.Add(told);
            if (told.Action == "exec_die" && told.Attributes.GetValueOrDefault("execID") is { } exec && own.Contains(exec))
            {
                history.Drop(exec);
            }

            _entries += history.Count - before;
            Forget();
            news = entry is not null;
            asks = entry is { What: "health" } or { What: "exec", ExitCode: null } && (entry.What == "health" || history.HealthCommand is null);
        }

        if (news)
        {
            Changed?.Invoke(told.Container);
        }

        if (asks)
        {
            NeedsInspect?.Invoke(told.Container);
        }
    }

    /// <summary>An inspect told what the health check runs, and what it printed at its last runs.</summary>
    /// <param name="id">Full id of the container.</param>
    /// <param name="command">As events tell it; "" when there is none.</param>
    /// <param name="outputOf">What was printed before a change at a time; "" when that is not known.</param>
    public void Explain(string id, string command, Func<DateTimeOffset, string> outputOf)
    {
        var changed = false;
        lock (_gate)
        {
            if (!_histories.TryGetValue(id, out var node))
            {
                return;
            }

            var before = node.Value.Count;
            node.Value.SetHealthCommand(command);
            _entries += node.Value.Count - before;
            changed = node.Value.Count != before;
            foreach (var change in node.Value.Entries.Where(e => e.What == "health" && e.Output.Length == 0).ToList())
            {
                changed |= outputOf(change.Time) is { Length: > 0 } output && node.Value.SetOutput(change.Key, output);
            }
        }

        if (changed)
        {
            Changed?.Invoke(id);
        }
    }

    /// <summary>What is kept of a container; null for nothing.</summary>
    public HistoryPicture? Of(string id)
    {
        lock (_gate)
        {
            return _histories.TryGetValue(id, out var node) ? Picture(node.Value) : null;
        }
    }

    /// <summary>Containers that are gone and had one of these names, the last first.</summary>
    public IReadOnlyList<HistoryPicture> Gone(IReadOnlyCollection<string> names)
    {
        lock (_gate)
        {
            return [.. _order.Where(h => h.IsGone && h.Names.Exists(names.Contains)).OrderByDescending(h => h.Last).Select(Picture)];
        }
    }

    private ContainerHistory Touch(string id)
    {
        if (_histories.TryGetValue(id, out var node))
        {
            _order.Remove(node);
        }
        else
        {
            _histories[id] = node = new LinkedListNode<ContainerHistory>(new ContainerHistory(id));
        }

        _order.AddLast(node);
        return node.Value;
    }

    private void Forget()
    {
        while ((_histories.Count > MostContainers || _entries > MostEntries) && _order.First is { } oldest && _order.Count > 1)
        {
            _order.RemoveFirst();
            _histories.Remove(oldest.Value.Id);
            _entries -= oldest.Value.Count;
        }
    }

    private static HistoryPicture Picture(ContainerHistory history) =>
        new(history.Id, [.. history.Names], history.Labels, history.HealthCommand, [.. history.Entries.OrderBy(e => e.Time)]);
}
