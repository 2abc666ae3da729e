namespace Dashboard.Services.Containers.Timeline;

/// <summary>What sort of thing happened, as people filter by it.</summary>
public enum TimelineKind
{
    /// <summary>The container itself: created, started, ended, renamed, connected, removed.</summary>
    State,

    /// <summary>What its health check found.</summary>
    Health,

    /// <summary>Somebody went in: processes, attaching, copying.</summary>
    Exec,

    /// <summary>Something that a person asked the dashboard for.</summary>
    Person,
}

/// <summary>One thing that happened to a container.</summary>
public sealed record TimelineEntry
{
    /// <summary>Unlike that of any other entry.</summary>
    public required string Key { get; init; }

    /// <summary>When (UTC): what the engine tells by its clock, what people did by ours.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What sort of thing.</summary>
    public required TimelineKind Kind { get; init; }

    /// <summary>
    /// What: the engine's word ("create", "start", "die", "oom", "kill", "connect", "health", "exec", "archive-path" …), or "ask" for a person.
    /// </summary>
    public required string What { get; init; }

    /// <summary>The rest of it: a command, masked; a signal; a name; a health status; what a check printed.</summary>
    public string Detail { get; init; } = "";

    /// <summary>More of it, several lines maybe: what a health check printed, masked.</summary>
    public string Output { get; init; } = "";

    /// <summary>What a process ended with; null where none did.</summary>
    public long? ExitCode { get; init; }

    /// <summary>Whether the kernel ended it because it wanted too much memory.</summary>
    public bool IsOutOfMemory { get; init; }

    /// <summary>Who; "" for what nobody asked the dashboard for.</summary>
    public string Person { get; init; } = "";

    /// <summary>How they came: "browser", "api" or "cli"; "" otherwise.</summary>
    public string Origin { get; init; } = "";

    /// <summary>What came of what they asked for, as the audit log has it; null while it is not known, and for what nobody asked for.</summary>
    public string? Outcome { get; init; }

    /// <summary>When that was known (UTC).</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What the engine told that came of it, oldest first.</summary>
    public IReadOnlyList<TimelineEntry> Caused { get; init; } = [];

    /// <summary>How many looks at files by the same person just before are not told one by one.</summary>
    public int Folded { get; init; }

    /// <summary>The engine's id of the process; "" for anything else.</summary>
    internal string ExecId { get; init; } = "";
}

/// <summary>What happened to an older container of the same name.</summary>
/// <param name="ShortId">First 12 digits of its id.</param>
/// <param name="Entries">Newest first.</param>
public sealed record TimelinePredecessor(string ShortId, IReadOnlyList<TimelineEntry> Entries);

/// <summary>All that is known of what happened to a container, for one who looks at it.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Predecessors">Those that had its name before it, the last first.</param>
/// <param name="HasAllPeople">Whether what others did is in it; else only what the one who looks did.</param>
/// <param name="RestartCount">How often its restart policy started it again.</param>
public sealed record ContainerStory(
    IReadOnlyList<TimelineEntry> Entries, IReadOnlyList<TimelinePredecessor> Predecessors, bool HasAllPeople, long RestartCount);
