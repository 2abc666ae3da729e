namespace Dashboard.Services.Formatting;

/// <summary>text/template's <c>eq</c>, <c>ne</c>, <c>lt</c>, <c>le</c>, <c>gt</c>, <c>ge</c>: values of one basic kind only.</summary>
internal static class GoComparison
{
    /// <summary>Whether the first equals any of the others.</summary>
    public static bool EqualsAny(object?[] values)
    {
        if (values.Length < 2)
        {
            throw new GoArgumentException("missing argument for comparison");
        }

        return values.Skip(1).Any(other => Same(values[0], other));
    }

    public static int Compare(object?[] values) => (values[0], values[1]) switch
    {
        (long a, long b) => a.CompareTo(b),
        (double a, double b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        (not (long or double or string), _) => throw new GoArgumentException("invalid type for comparison"),
        _ => throw new GoArgumentException("incompatible types for comparison"),
    };

    private static bool Same(object? a, object? b) => (a, b) switch
    {
        (null or GoNil, null or GoNil) => true,
        (null or GoNil, _) or (_, null or GoNil) => false,
        (bool x, bool y) => x == y,
        (long x, long y) => x == y,
        (double x, double y) => x.Equals(y),
        (string x, string y) => string.Equals(x, y, StringComparison.Ordinal),
        (GoList or GoMap or IGoObject, _) or (_, GoList or GoMap or IGoObject) =>
            throw new GoArgumentException($"non-comparable type {GoPrint.Shown(a)}: {GoValues.TypeName(a)}"),
        _ => throw new GoArgumentException("incompatible types for comparison"),
    };
}
