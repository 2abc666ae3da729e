namespace Dashboard.Services.Commands;

/// <summary>The value of a <c>--filter</c> option: name=value.</summary>
/// <param name="Name">In lower case, without spaces.</param>
/// <param name="Value">As given.</param>
public readonly record struct FilterOption(string Name, string Value) : IParsable<FilterOption>
{
    /// <summary>Reads name=value.</summary>
    /// <exception cref="FormatException">There is no "=".</exception>
    public static FilterOption Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var filter) ? filter : throw new FormatException("bad format of filter (expected name=value)");

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static bool TryParse(string? s, IFormatProvider? provider, out FilterOption result)
    {
        var equals = s?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        result = equals < 0 ? default : new FilterOption(s![..equals].Trim().ToLowerInvariant(), s[(equals + 1)..].Trim());
        return equals >= 0;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}={Value}";

    /// <summary>Filters in the shape in which the engine takes them.</summary>
    internal static IDictionary<string, IDictionary<string, bool>> ForEngine(IEnumerable<FilterOption> filters) => filters
        .GroupBy(f => f.Name, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => (IDictionary<string, bool>)g.DistinctBy(f => f.Value).ToDictionary(f => f.Value, _ => true));
}
