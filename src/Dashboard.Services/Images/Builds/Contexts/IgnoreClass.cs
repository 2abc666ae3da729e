namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>Class of characters of a pattern, <c>[a-z_]</c> or <c>[^a-z_]</c>, with Go's <c>\d</c>, <c>\s</c> and <c>\w</c>.</summary>
internal sealed class IgnoreClass
{
    private readonly bool _isNegated;
    private readonly (char From, char To)[] _ranges;
    private readonly string _kinds;

    private IgnoreClass(bool isNegated, (char From, char To)[] ranges, string kinds) => (_isNegated, _ranges, _kinds) = (isNegated, ranges, kinds);

    /// <summary>Reads what stands between the brackets; it is well-formed.</summary>
    public static IgnoreClass Parse(string inner)
    {
        var isNegated = inner.StartsWith('^');
        List<(char From, char To)> ranges = [];
        var kinds = "";
        for (var at = isNegated ? 1 : 0; at < inner.Length;)
        {
            if (inner[at] == '\\' && at + 1 < inner.Length && "dDsSwW".Contains(inner[at + 1], StringComparison.Ordinal))
            {
                kinds += inner[at + 1];
                at += 2;
                continue;
            }

            var from = Next(inner, ref at);
            var to = from;
            if (at + 1 < inner.Length && inner[at] == '-')
            {
                at++;
                to = Next(inner, ref at);
            }

            ranges.Add((from, to));
        }

        return new IgnoreClass(isNegated, [.. ranges], kinds);
    }

    /// <summary>Whether a character is one of it.</summary>
    public bool Has(char c) => (_ranges.Any(r => c >= r.From && c <= r.To) || _kinds.Any(k => IsOf(k, c))) != _isNegated;

    private static char Next(string inner, ref int at)
    {
        at += inner[at] == '\\' && at + 1 < inner.Length ? 1 : 0;
        return inner[at++];
    }

    private static bool IsOf(char kind, char c) => kind switch
    {
        'd' => char.IsAsciiDigit(c),
        'D' => !char.IsAsciiDigit(c),
        's' => c is ' ' or '\t' or '\n' or '\r' or '\f',
        'S' => c is not (' ' or '\t' or '\n' or '\r' or '\f'),
        'w' => char.IsAsciiLetterOrDigit(c) || c == '_',
        _ => !char.IsAsciiLetterOrDigit(c) && c != '_',
    };
}
