using Dashboard.Services.Budgets;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>
/// One line of a <c>.dockerignore</c>, matched as the docker CLI does (moby's <c>patternmatcher</c>): <c>*</c> and <c>?</c> stop at a slash,
/// <c>**</c> does not, <c>!</c> brings back what an earlier line took. Whole paths are compared, with no slash before or behind.
/// </summary>
internal sealed class IgnorePattern
{
    /// <summary>Longest pattern, in characters: longer than any path.</summary>
    public const int Longest = 4096;

    private readonly string _suffix = "";
    private readonly string _prefix = "";
    private readonly Kind _kind;
    private readonly IgnoreGlob? _glob;

    private IgnorePattern(string text, bool isException)
    {
        (Text, IsException) = (text, isException);
        var isAnywhere = text.StartsWith("**", StringComparison.Ordinal);
        var rest = isAnywhere ? text[2..] : text;
        if (!rest.AsSpan().ContainsAny(@"*?[]\"))
        {
            (_kind, _suffix) = isAnywhere ? (Kind.EndsWith, rest) : (Kind.Exact, "");
        }
        else if (!isAnywhere && text.EndsWith("**", StringComparison.Ordinal) && !text.AsSpan(0, text.Length - 2).ContainsAny(@"*?[]\"))
        {
            (_kind, _prefix) = (Kind.BeginsWith, text[..^2]);
        }
        else
        {
            _kind = Kind.Glob;
            _glob = IgnoreGlob.Parse(text, ClassEnd);
        }
    }

    private enum Kind
    {
        Exact,
        BeginsWith,
        EndsWith,
        Glob,
    }

    /// <summary>The pattern without its "!".</summary>
    public string Text { get; }

    /// <summary>Whether it brings back what was taken.</summary>
    public bool IsException { get; }

    /// <summary>Reads a line that is no comment and not empty.</summary>
    /// <exception cref="FormatException">It is no pattern.</exception>
    public static IgnorePattern Parse(string line)
    {
        if (line.Length > Longest)
        {
            throw new FormatException($"the pattern is longer than {Longest} characters");
        }

        var isException = line[0] == '!';
        var text = isException ? line[1..].Trim() : line;
        if (text.Length == 0)
        {
            throw new FormatException("illegal exclusion pattern: \"!\"");
        }

        text = Clean(text);
        text = text.Length > 1 && text[0] == '/' ? text[1..] : text;
        return IsWellFormed(text) ? new IgnorePattern(text, isException) : throw new FormatException($"syntax error in pattern: \"{line}\"");
    }

    /// <summary>An exception for a path, whatever characters it has.</summary>
    public static IgnorePattern ExceptionFor(string path) => new(string.Concat(path.Select(c => @"*?[]\".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}")), isException: true);

    /// <summary>Whether it matches a whole path.</summary>
    /// <exception cref="BudgetExceededException">The budget is spent.</exception>
    public bool Matches(string path, WorkBudget budget) => _kind switch
    {
        Kind.Exact => path == Text,
        Kind.BeginsWith => path.StartsWith(_prefix, StringComparison.Ordinal),
        // "**/foo" is "foo" at the top, too.
        Kind.EndsWith => path.EndsWith(_suffix, StringComparison.Ordinal) || (_suffix.StartsWith('/') && path == _suffix[1..]),
        _ => _glob!.Matches(path, budget),
    };

    // Go's filepath.Clean: no "." parts, ".." takes the part before it along, one slash between.
    private static string Clean(string path)
    {
        var isRooted = path[0] == '/';
        List<string> parts = [];
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0 && parts[^1] != "..")
                {
                    parts.RemoveAt(parts.Count - 1);
                }
                else if (!isRooted)
                {
                    parts.Add(part);
                }
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        var joined = string.Join('/', parts);
        return isRooted ? $"/{joined}" : joined.Length == 0 ? "." : joined;
    }

    // As Go's filepath.Match complains: an open class, an empty one, half a range, a backslash before nothing.
    private static bool IsWellFormed(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
                if (i == pattern.Length)
                {
                    return false;
                }
            }
            else if (pattern[i] == '[' && (i = ClassEnd(pattern, i)) < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int ClassEnd(string pattern, int start)
    {
        var at = start + 1;
        if (at < pattern.Length && pattern[at] == '^')
        {
            at++;
        }

        for (var count = 0; at < pattern.Length; count++)
        {
            if (pattern[at] == ']' && count > 0)
            {
                return at;
            }

            if ((at = Next(pattern, at)) < 0)
            {
                return -1;
            }

            if (at < pattern.Length && pattern[at] == '-' && (at = Next(pattern, at + 1)) < 0)
            {
                return -1;
            }
        }

        return -1;
    }

    // Past one character of a class; -1 where none can stand.
    private static int Next(string pattern, int at)
    {
        if (at >= pattern.Length || pattern[at] is '-' or ']')
        {
            return -1;
        }

        return pattern[at] != '\\' ? at + 1 : at + 1 < pattern.Length ? at + 2 : -1;
    }
}
