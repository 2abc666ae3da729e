namespace Dashboard.Services.Containers;

/// <summary>What changed in an engine's containers since the snapshot or since the previous batch.</summary>
/// <param name="Upserted">New or changed containers.</param>
/// <param name="Removed">Full ids of containers that are gone.</param>
/// <param name="IsStale">Whether the whole list may be out of date, because the engine does not answer.</param>
public sealed record ContainerChanges(IReadOnlyList<ContainerSummary> Upserted, IReadOnlyList<string> Removed, bool IsStale);

/// <summary>An engine's containers at a moment.</summary>
/// <param name="Containers">All of them, running or not, by full id.</param>
/// <param name="IsStale">Whether they may be out of date: the engine does not answer, or was not asked yet.</param>
/// <param name="IsLoaded">Whether the engine has been listed at least once.</param>
public sealed record ContainerSnapshot(
    System.Collections.Immutable.ImmutableDictionary<string, ContainerSummary> Containers, bool IsStale, bool IsLoaded)
{
    /// <summary>Nothing known yet.</summary>
    public static ContainerSnapshot Empty { get; } = new(
        System.Collections.Immutable.ImmutableDictionary<string, ContainerSummary>.Empty, IsStale: true, IsLoaded: false);
}
