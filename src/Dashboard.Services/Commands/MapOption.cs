namespace Dashboard.Services.Commands;

/// <summary>Options of the kind "map" in the docker CLI: key=value, where the value may be left out and the last of a key counts.</summary>
internal static class MapOption
{
    /// <summary>The map.</summary>
    public static Dictionary<string, string> ToMap(IEnumerable<string> options)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        foreach (var option in options)
        {
            var parts = option.Split('=', 2);
            map[parts[0]] = parts.Length > 1 ? parts[1] : "";
        }

        return map;
    }
}
