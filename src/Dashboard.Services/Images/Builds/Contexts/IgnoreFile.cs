using Dashboard.Services.Budgets;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>
/// A <c>.dockerignore</c>: what of a folder is not part of a build. Decides as the docker CLI does when it packs a folder: folder by folder
/// from the top, where one that is left out is not looked into unless an exception begins with its path.
/// </summary>
internal sealed class IgnoreFile
{
    /// <summary>Its name.</summary>
    public const string Name = ".dockerignore";

    /// <summary>Most patterns: each is compared with each file.</summary>
    public const int MostPatterns = 10_000;

    /// <summary>Longest file, in characters.</summary>
    public const int Longest = 1024 * 1024;

    // What is held of a folder besides its path and its matches.
    private const int FolderOverhead = 200;

    /// <summary>Bytes of what was found of folders; beyond, it is found again.</summary>
    private const int MostRemembered = 16 * 1024 * 1024;

    private readonly List<IgnorePattern> _patterns;
    private readonly WorkBudget _budget;
    private readonly Dictionary<string, Folder> _folders = new(StringComparer.Ordinal);
    private long _remembered;

    private IgnoreFile(List<IgnorePattern> patterns, WorkBudget budget) => (_patterns, _budget) = (patterns, budget);

    /// <summary>Leaves nothing out.</summary>
    public static IgnoreFile Empty => new([], Budget(TimeSpan.Zero, CancellationToken.None));

    /// <summary>Whether it has any pattern.</summary>
    public bool IsEmpty => _patterns.Count == 0;

    /// <summary>Reads one.</summary>
    /// <param name="text">Its lines.</param>
    /// <param name="dockerfile">Path of the Dockerfile, which is sent along whatever the lines say, as the file itself is.</param>
    /// <param name="time">How long it and all that is asked of it may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FormatException">A line is no pattern, or one too many; the message has its number.</exception>
    /// <exception cref="BudgetExceededException">It takes too long, here or later.</exception>
    public static IgnoreFile Parse(string text, string dockerfile, TimeSpan time, CancellationToken cancellationToken)
    {
        if (text.Length > Longest)
        {
            throw new FormatException($"{Name}:{text.AsSpan(0, Longest).Count('\n') + 1}: the file is longer than {Longest} characters");
        }

        var budget = Budget(time, cancellationToken);
        List<IgnorePattern> patterns = [];
        var number = 0;
        foreach (var range in text.AsSpan().TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            budget.Step();
            var raw = text.AsSpan().TrimStart('\uFEFF')[range];
            var line = raw.Trim();
            if (raw.StartsWith('#') || line.Length == 0)
            {
                continue;
            }

            try
            {
                patterns.Add(patterns.Count < MostPatterns ? IgnorePattern.Parse(line.ToString()) : throw new FormatException($"there are more than {MostPatterns} patterns"));
            }
            catch (FormatException e)
            {
                throw new FormatException($"{Name}:{number}: {e.Message}", e);
            }
        }

        foreach (var needed in (string[])[Name, dockerfile])
        {
            if (!new IgnoreFile(patterns, budget).Keeps(needed, isFolder: false))
            {
                patterns.Add(IgnorePattern.ExceptionFor(needed));
            }
        }

        return new IgnoreFile(patterns, budget);
    }

    /// <summary>Whether a file, link or folder is sent along.</summary>
    /// <param name="path">From the top of the folder, with slashes between.</param>
    /// <param name="isFolder">Whether it is a folder: those that are left out may still have something kept in them.</param>
    /// <exception cref="BudgetExceededException">There are too many patterns for so many files.</exception>
    public bool Keeps(string path, bool isFolder)
    {
        if (_patterns.Count == 0)
        {
            return true;
        }

        if (isFolder)
        {
            return FolderAt(path) is { IsClosed: false, IsTaken: false };
        }

        var parent = ParentOf(path);
        return parent is not { IsClosed: true } && !Judge(path, parent).IsTaken;
    }

    private static WorkBudget Budget(TimeSpan time, CancellationToken cancellationToken) =>
        new($"{Name} with these files", new WorkLimits(long.MaxValue, long.MaxValue, time), cancellationToken);

    private Folder? ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? FolderAt(path[..slash]) : null;

    private Folder FolderAt(string path)
    {
        if (_folders.TryGetValue(path, out var known))
        {
            return known;
        }

        var parent = ParentOf(path);
        var judged = Judge(path, parent);
        var isClosed = parent is { IsClosed: true } || (judged.IsTaken && !HasExceptionIn(path));
        var length = judged.Matched.Length + (2 * path.Length) + FolderOverhead;
        _remembered += length;
        if (_remembered > MostRemembered)
        {
            _folders.Clear();
            _remembered = length;
        }

        return _folders[path] = judged with { IsClosed = isClosed };
    }

    private bool HasExceptionIn(string folder) => _patterns.Exists(p =>
        p.IsException && p.Text.StartsWith(folder, StringComparison.Ordinal) && (p.Text.Length == folder.Length || p.Text[folder.Length] == '/'));

    // Line by line: one that took the folder around takes this too, unless a later one brings it back.
    private Folder Judge(string path, Folder? parent)
    {
        _budget.Step(1 + (_patterns.Count / 4));
        var matched = new bool[_patterns.Count];
        var isTaken = false;
        for (var i = 0; i < matched.Length; i++)
        {
            var pattern = _patterns[i];
            if (parent?.Matched[i] != true && pattern.IsException != isTaken)
            {
                continue;
            }

            matched[i] = parent?.Matched[i] == true || pattern.Matches(path, _budget);
            isTaken = matched[i] ? !pattern.IsException : isTaken;
        }

        return new Folder(matched, isTaken, IsClosed: false);
    }

    private sealed record Folder(bool[] Matched, bool IsTaken, bool IsClosed);
}
