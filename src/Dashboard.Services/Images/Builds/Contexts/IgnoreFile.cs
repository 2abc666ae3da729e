namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>
/// A <c>.dockerignore</c>: what of a folder is not part of a build. Decides as the docker CLI does when it packs a folder: folder by folder
/// from the top, where one that is left out is not looked into unless an exception begins with its path.
/// </summary>
internal sealed class IgnoreFile
{
    /// <summary>Its name.</summary>
    public const string Name = ".dockerignore";

    private readonly List<IgnorePattern> _patterns;
    private readonly Dictionary<string, Folder> _folders = new(StringComparer.Ordinal);

    private IgnoreFile(List<IgnorePattern> patterns) => _patterns = patterns;

    /// <summary>Leaves nothing out.</summary>
    public static IgnoreFile Empty => new([]);

    /// <summary>Whether it has any pattern.</summary>
    public bool IsEmpty => _patterns.Count == 0;

    /// <summary>Reads one.</summary>
    /// <param name="text">Its lines.</param>
    /// <param name="dockerfile">Path of the Dockerfile, which is sent along whatever the lines say, as the file itself is.</param>
    /// <exception cref="FormatException">A line is no pattern; the message has its number.</exception>
    public static IgnoreFile Parse(string text, string dockerfile)
    {
        List<IgnorePattern> patterns = [];
        var number = 0;
        foreach (var raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (raw.StartsWith('#') || line.Length == 0)
            {
                continue;
            }

            try
            {
                patterns.Add(IgnorePattern.Parse(line));
            }
            catch (FormatException e)
            {
                throw new FormatException($"{Name}:{number}: {e.Message}", e);
            }
        }

        foreach (var needed in (string[])[Name, dockerfile])
        {
            if (!new IgnoreFile(patterns).Keeps(needed, isFolder: false))
            {
                patterns.Add(IgnorePattern.ExceptionFor(needed));
            }
        }

        return new IgnoreFile(patterns);
    }

    /// <summary>Whether a file, link or folder is sent along.</summary>
    /// <param name="path">From the top of the folder, with slashes between.</param>
    /// <param name="isFolder">Whether it is a folder: those that are left out may still have something kept in them.</param>
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
        return _folders[path] = judged with { IsClosed = isClosed };
    }

    private bool HasExceptionIn(string folder) => _patterns.Any(p => p.IsException && $"{p.Text}/".StartsWith($"{folder}/", StringComparison.Ordinal));

    // Line by line: one that took the folder around takes this too, unless a later one brings it back.
    private Folder Judge(string path, Folder? parent)
    {
        var matched = new bool[_patterns.Count];
        var isTaken = false;
        for (var i = 0; i < matched.Length; i++)
        {
            var pattern = _patterns[i];
            if (parent?.Matched[i] != true && pattern.IsException != isTaken)
            {
                continue;
            }

            matched[i] = parent?.Matched[i] == true || pattern.Matches(path);
            isTaken = matched[i] ? !pattern.IsException : isTaken;
        }

        return new Folder(matched, isTaken, IsClosed: false);
    }

    private sealed record Folder(bool[] Matched, bool IsTaken, bool IsClosed);
}
