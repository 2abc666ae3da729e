namespace Dashboard.Services.Containers.Timeline;

/// <summary>What is kept in memory of one container: the newest so many things that happened to it, and what it was called.</summary>
/// <param name="id">Full id.</param>
internal sealed class ContainerHistory(string id)
{
    // A kernel's kill is told just before the end that it causes; on a busy machine just after it.
    private static readonly TimeSpan OomToDeath = TimeSpan.FromSeconds(10);

    // Of what the engine tells beside labels.
    private static readonly HashSet<string> NoLabels = new(StringComparer.Ordinal) { "image", "name", "exitCode", "signal", "oldName", "execID", "execDuration", "comment", "imageID", "imageRef" };

    private readonly List<TimelineEntry> _states = [];
    private readonly List<TimelineEntry> _execs = [];

    public string Id => id;

    /// <summary>What it was called, the last name last.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Its labels, once an event told them.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; private set; }

    /// <summary>Whether it is gone.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The command of its health check as events tell it; "" when it has none; null while nobody has looked.</summary>
    public string? HealthCommand { get; private set; }

    /// <summary>How many entries there are.</summary>
    public int Count => _states.Count + _execs.Count;

    /// <summary>When the last thing happened, in nanoseconds.</summary>
    public long Last { get; private set; }

    /// <summary>Its entries, in no order.</summary>
    public IEnumerable<TimelineEntry> Entries => _states.Concat(_execs);

    /// <summary>Takes an event in.</summary>
    /// <returns>The new entry; null when it tells nothing new.</returns>
    public TimelineEntry? Add(EngineEvent told)
    {
        Last = Math.Max(Last, told.Nanoseconds);
        if (told.Type == "container")
        {
            Learn(told);
        }

        return EventEntries.Of(told) switch
        {
            null => null,
            { What: "exec" } exec => AddExec(exec),
            { Kind: TimelineKind.Exec } other => Keep(_execs, other, IContainerTimeline.MostExecs),
            { What: "die" } end when _states.Exists(s => s.What == "oom" && IsOneKill(s, end)) =>
                Keep(_states, end with { IsOutOfMemory = true }, IContainerTimeline.MostStates),
            { What: "oom" } kill => AddKill(kill),
            { } state => Keep(_states, state, IContainerTimeline.MostStates),
        };
    }

    /// <summary>Its health check is known now: what it ran is no news.</summary>
    public void SetHealthCommand(string command)
    {
        HealthCommand = command;
        if (command.Length > 0)
        {
            _execs.RemoveAll(e => e.Detail == command);
        }
    }

    /// <summary>A process that nobody asked for has ended: it is no news.</summary>
    public void Drop(string execId) => _execs.RemoveAll(e => e.ExecId == execId);

    /// <summary>What a health check printed, beside the change that came of it.</summary>
    public bool SetOutput(string key, string output)
    {
        var at = _states.FindIndex(s => s.Key == key);
        if (at < 0 || _states[at].Output == output)
        {
            return false;
        }

        _states[at] = _states[at] with { Output = output };
        return true;
    }

    private void Learn(EngineEvent told)
    {
        if (told.Attributes.GetValueOrDefault("name") is { Length: > 0 } name && !(Names.Count > 0 && Names[^1] == name))
        {
            Names.Remove(name);
            Names.Add(name);
        }

        if (told.Action == "rename" && told.Attributes.GetValueOrDefault("oldName")?.TrimStart('/') is { Length: > 0 } old && !Names.Contains(old))
        {
            Names.Insert(0, old);
        }

        Labels ??= told.Attributes.Where(a => !NoLabels.Contains(a.Key)).ToDictionary();
        IsGone |= told.Action == "destroy";
    }

    private TimelineEntry? AddKill(TimelineEntry kill)
    {
        var end = _states.FindLastIndex(s => s is { What: "die", IsOutOfMemory: false } && IsOneKill(kill, s));
        if (end >= 0 && !_states.Exists(s => s.What == "start" && s.Time > _states[end].Time))
        {
            _states[end] = _states[end] with { IsOutOfMemory = true };
        }

        return Keep(_states, kill, IContainerTimeline.MostStates);
    }

    private static bool IsOneKill(TimelineEntry kill, TimelineEntry end) => (end.Time - kill.Time).Duration() < OomToDeath;

    private TimelineEntry? AddExec(TimelineEntry exec)
    {
        if (exec.Detail.Length > 0)
        {
            return exec.Detail == HealthCommand ? null : Keep(_execs, exec, IContainerTimeline.MostExecs);
        }

        // The end of one that is known; that of a health check, or of one long forgotten, is no news.
        var at = _execs.FindLastIndex(e => e.ExecId == exec.ExecId && e.ExitCode is null);
        return at < 0 ? null : _execs[at] = _execs[at] with { ExitCode = exec.ExitCode, Ended = exec.Ended };
    }

    private static TimelineEntry? Keep(List<TimelineEntry> entries, TimelineEntry entry, int most)
    {
        // A stream that begins anew repeats what was heard last.
        if (entries.Exists(e => e.Key == entry.Key))
        {
            return null;
        }

        entries.Add(entry);
        if (entries.Count > most)
        {
            entries.RemoveAt(0);
        }

        return entry;
    }
}
