namespace Dashboard.Web.Containers.Removal;

/// <summary>Counts what <c>docker diff</c> tells.</summary>
internal static class ChangedFiles
{
    /// <summary>
    /// How many files were added, changed or deleted. A folder counts only when nothing in it is told of: the engine names every folder above a
    /// changed file as changed too ("C /etc", "A /etc/new.conf").
    /// </summary>
    /// <param name="diff">Lines of a letter, a space and a path.</param>
    public static int Count(string diff)
    {
        var paths = diff.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.Length > 2).Select(l => l[2..]).ToList();
        var folders = paths.Select(p => p[..Math.Max(0, p.LastIndexOf('/'))]).ToHashSet(StringComparer.Ordinal);
        return paths.Count(p => !folders.Contains(p));
    }
}
