namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>A submodule as <c>.gitmodules</c> (gitmodules(5)) names it.</summary>
/// <param name="Path">Where it lies in the repository.</param>
/// <param name="Url">Where it comes from: an address, or one that begins with "./" or "../"; "" is not told.</param>
/// <param name="IsLeftOut">Whether it is not to be fetched (<c>update = none</c>).</param>
internal sealed record GitModules(string Path, string Url, bool IsLeftOut)
{
    /// <summary>Reads what <c>git config -z --list</c> prints of the file: <c>submodule.NAME.KEY</c>, a line break, the value, a NUL, each.</summary>
    public static IReadOnlyList<GitModules> Parse(string listed)
    {
        var modules = new Dictionary<string, GitModules>(StringComparer.Ordinal);
        foreach (var entry in listed.Split('\0'))
        {
            var (key, value) = entry.Split('\n', 2) is [var before, var after] ? (before, after) : (entry, "");
            var dot = key.LastIndexOf('.');
            if (!key.StartsWith("submodule.", StringComparison.Ordinal) || dot < "submodule.".Length)
            {
                continue;
            }

            var name = key["submodule.".Length..dot];
            var module = modules.GetValueOrDefault(name, new GitModules("", "", false));
            modules[name] = key[(dot + 1)..] switch
            {
                "path" => module with { Path = value.TrimEnd('/') },
                "url" => module with { Url = value },
                "update" => module with { IsLeftOut = value == "none" },
                _ => module,
            };
        }

        return [.. modules.Values];
    }
}
