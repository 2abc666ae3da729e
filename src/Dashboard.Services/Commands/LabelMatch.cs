namespace Dashboard.Services.Commands;

/// <summary>The engine's label filters, for those on whose behalf it can't be asked as a whole.</summary>
internal static class LabelMatch
{
    /// <summary>Whether <paramref name="labels"/> have <paramref name="filter"/>: "key" or "key=value".</summary>
    public static bool Fits(IReadOnlyDictionary<string, string> labels, string filter)
    {
        var parts = filter.Split('=', 2);
        return labels.TryGetValue(parts[0], out var value) && (parts.Length == 1 || value == parts[1]);
    }
}
