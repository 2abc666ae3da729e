namespace Dashboard.Services.Containers;

/// <summary>One object of <c>GET /events</c> that names a container.</summary>
/// <param name="Type">"container" or "network".</param>
/// <param name="Action">The engine's word, e.g. "die", "exec_create: sh -c date", "health_status: healthy", "connect".</param>
/// <param name="Container">Full id of the container.</param>
/// <param name="Nanoseconds">When, since 1970, as the engine's clock has it.</param>
/// <param name="Attributes">What it tells besides; of a container, its labels are among it.</param>
internal sealed record EngineEvent(string Type, string Action, string Container, long Nanoseconds, IReadOnlyDictionary<string, string> Attributes)
{
    private static readonly HashSet<string> Unchanging = new(StringComparer.Ordinal) { "top", "archive-path", "extract-to-dir", "export", "attach", "detach", "resize" };

    /// <summary>When (UTC).</summary>
    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(Nanoseconds / 100);

    /// <summary>
    /// Whether lists may tell something else after it. exec_create, exec_start and exec_die say nothing about the container itself, and
    /// health checks make many.
    /// </summary>
    public bool MayChangeLists => !Action.StartsWith("exec_", StringComparison.Ordinal) && !Unchanging.Contains(Action);

    /// <summary>Whether it tells of what no list shows: docker update.</summary>
    public bool IsUnlisted => Action == "update";
}
