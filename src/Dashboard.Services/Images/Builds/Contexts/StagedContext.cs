using Dashboard.Services.Budgets;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>A build context that somebody has sent, kept for a while so that it can be built more than once.</summary>
/// <param name="Id">Its id, chosen by the page.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Environment">The engine that it is for.</param>
/// <param name="Name">What they called it: the folder's or the archive's name.</param>
/// <param name="Bytes">Bytes of the archive.</param>
/// <param name="Files">What is in it, links included.</param>
/// <param name="Ignore">Its <c>.dockerignore</c>; null when it has none.</param>
public sealed record StagedContext(Guid Id, string UserId, string Environment, string Name, long Bytes, IReadOnlyList<ContextFile> Files, string? Ignore)
{
    internal string Path { get; init; } = "";

    internal DateTimeOffset LastUse { get; set; }

    /// <summary>Paths that may be Dockerfiles, the likeliest first.</summary>
    public IReadOnlyList<string> Dockerfiles =>
        [.. Files.Select(f => f.Path).Where(p => p.Contains("Dockerfile", StringComparison.OrdinalIgnoreCase) || p.EndsWith("Containerfile", StringComparison.Ordinal))
            .OrderBy(p => p.Count(c => c == '/')).ThenBy(p => p == "Dockerfile" ? 0 : 1).ThenBy(p => p, StringComparer.Ordinal).Take(50)];

    /// <summary>How many files and bytes are sent to the engine.</summary>
    /// <param name="dockerfile">Path of the Dockerfile.</param>
    /// <exception cref="FormatException">A line of its <c>.dockerignore</c> is wrong; the message has its number.</exception>
    public (int Files, long Bytes) Kept(string dockerfile)
    {
        var ignore = Ignore is null ? IgnoreFile.Empty : IgnoreFile.Parse(Ignore, dockerfile, WorkLimits.Answer, CancellationToken.None);
        var kept = Files.Where(f => ignore.Keeps(f.Path, isFolder: false)).ToList();
        return (kept.Count, kept.Sum(f => f.Size));
    }
}
