namespace Dashboard.Services.Containers.Timeline;

/// <summary>Puts together what the engine told of a container and what people asked for, so that a cause stands with what came of it.</summary>
internal static class StoryTelling
{
    // As long after its removal a row of the audit log may still be about it.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    /// <summary>Newest first; each thing that the engine told under the last thing asked for that can have caused it, if any.</summary>
    public static IReadOnlyList<TimelineEntry> Merge(IEnumerable<TimelineEntry> told, IEnumerable<AskedCommand> asked)
    {
        var asks = asked.OrderBy(a => a.Entry.Time).ThenBy(a => a.Entry.Number).ToList();
        var caused = asks.ToDictionary(a => a.Entry.Number, _ => new List<TimelineEntry>());
        List<TimelineEntry> alone = [];
        foreach (var entry in told.OrderBy(e => e.Time))
        {
            var cause = asks.FindLast(a => a.MayHaveCaused(entry));
            (cause is null ? alone : caused[cause.Entry.Number]).Add(entry);
        }

        return Fold(alone.Concat(asks.Select(a => a.ToTimeline(caused[a.Entry.Number]))).OrderByDescending(e => e.Time).ThenByDescending(e => e.Key, StringComparer.Ordinal));
    }

    // Somebody who goes through folders looks a hundred times; of looks in a row that all went well, the last is told.
    private static List<TimelineEntry> Fold(IEnumerable<TimelineEntry> newestFirst)
    {
        List<TimelineEntry> folded = [];
        foreach (var entry in newestFirst)
        {
            if (folded is [.., var last] && IsLook(entry) && IsLook(last) && last.Person == entry.Person)
            {
                folded[^1] = last with { Folded = last.Folded + 1 };
            }
            else
            {
                folded.Add(entry);
            }
        }

        return folded;

        static bool IsLook(TimelineEntry entry) => entry is { Kind: TimelineKind.Person, Outcome: "ok" } && entry.Detail.StartsWith("look at ", StringComparison.Ordinal);
    }

    /// <summary>Those of <paramref name="asks"/> that were about a container, by its id or by the name that it had at the time.</summary>
    /// <param name="asks">Rows of the audit log.</param>
    /// <param name="id">Its full id.</param>
    /// <param name="name">Its name now, or its last.</param>
    /// <param name="told">What the engine told of it; its renamings are among it.</param>
    /// <param name="from">When it was created.</param>
    /// <param name="to">When it was removed; null while it is there.</param>
    public static List<AskedCommand> About(
        IEnumerable<AskedCommand> asks, string id, string name, IEnumerable<TimelineEntry> told, DateTimeOffset from, DateTimeOffset? to)
    {
        var renamings = told.Where(e => e.What == "rename").OrderBy(e => e.Time).ToList();
        return [.. asks.Where(a => a.Made(NameAt(from), from)
            || (a.Entry.Time >= from && (to is not { } end || a.Entry.Time <= end + Slack) && a.Names(NameAt(a.Entry.Time), id)))];

        string NameAt(DateTimeOffset time) => renamings.Find(r => time <= r.Time)?.Detail ?? name;
    }
}
