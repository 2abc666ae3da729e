using System.Text.RegularExpressions;
using Dashboard.Testing;

namespace Dashboard.Web.Tests.Architecture;

/// <summary>The source text of the checkout, for rules that no compiled type shows.</summary>
internal static partial class Source
{
    /// <summary>Files below <paramref name="folder"/> with one of these endings: path from the root, with slashes, and text.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] endings) =>
        from file in Directory.EnumerateFiles(Path.Combine(DashboardProgram.RepositoryRoot, folder), "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(DashboardProgram.RepositoryRoot, file).Replace('\\', '/')
        where endings.Any(e => path.EndsWith(e, StringComparison.Ordinal)) && !NotOurs().IsMatch(path)
        select (path, File.ReadAllText(file));

    /// <summary>Places in C# and Razor below src that match, as "path:line: text".</summary>
    public static IEnumerable<string> Matches(Regex pattern) =>
        from file in Files("src", ".cs", ".razor")
        from Match match in pattern.Matches(file.Text)
        select $"{file.Path}:{file.Text.AsSpan(0, match.Index).Count('\n') + 1}: {match.Value.ReplaceLineEndings(" ")}";

    [GeneratedRegex("(^|/)(bin|obj|node_modules|Migrations)/")]
    private static partial Regex NotOurs();
}
