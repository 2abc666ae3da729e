namespace Dashboard.Services.Environments;

/// <summary>Whether an engine can be worked with.</summary>
public enum EngineStatus
{
    /// <summary>Not yet known: the first answer is awaited.</summary>
    Connecting,

    /// <summary>It answers.</summary>
    Up,

    /// <summary>It can't be reached: no socket, no permission, connection refused.</summary>
    Unreachable,

    /// <summary>It accepts connections but does not answer in time.</summary>
    NotAnswering,
}

/// <summary>An engine's state at a moment.</summary>
/// <param name="Status">Whether it can be worked with.</param>
/// <param name="Reason">Why not, fit to be shown; null while it is up or not yet known.</param>
/// <param name="Since">Since when (UTC) this is so.</param>
/// <param name="Version">The engine's own version, e.g. "26.1.5"; null until it answered once.</param>
/// <param name="ApiVersion">The API version spoken with it, e.g. "1.45"; null until it answered once.</param>
public sealed record EngineHealth(EngineStatus Status, string? Reason, DateTimeOffset Since, string? Version, string? ApiVersion)
{
    /// <summary>It answers.</summary>
    public bool IsUp => Status == EngineStatus.Up;

    /// <summary>Whether it builds images with BuildKit; false until it answered once.</summary>
    public bool HasBuildKit { get; init; }
}
