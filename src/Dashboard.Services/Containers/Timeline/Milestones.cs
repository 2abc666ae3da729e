namespace Dashboard.Services.Containers.Timeline;

/// <summary>What an inspect tells of a container's past: that is all there is of what happened before the engine's events begin.</summary>
internal static class Milestones
{
    private static readonly TimeSpan Same = TimeSpan.FromSeconds(2);

    /// <summary>The entries that <paramref name="known"/> lacks.</summary>
    public static IEnumerable<TimelineEntry> Of(ContainerDetails details, IReadOnlyList<TimelineEntry> known)
    {
        if (!known.Any(e => e.What == "create"))
        {
            yield return Entry("create", details.Summary.Created);
        }

        if (details.Started is { } started && !IsKnown(known, started, "start"))
        {
            yield return Entry("start", started);
        }

        if (details.Finished is { } finished && !IsKnown(known, finished, "die"))
        {
            // While it runs again the code is that of no run.
            var isOver = details.Summary.State is ContainerState.Exited or ContainerState.Dead;
            yield return Entry("die", finished) with { ExitCode = isOver ? details.ExitCode : null, IsOutOfMemory = isOver && details.OomKilled };
        }
    }

    private static bool IsKnown(IEnumerable<TimelineEntry> known, DateTimeOffset time, string what) =>
        known.Any(e => e.What == what && (e.Time - time).Duration() < Same);

    private static TimelineEntry Entry(string what, DateTimeOffset time) => new() { Key = $"inspect-{what}", Time = time, Kind = TimelineKind.State, What = what };
}
