using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Dashboard.Web.Tests.Shell;

/// <summary>Every text exists in English and in Korean, and what the code asks for exists.</summary>
public sealed partial class ResourcesTests
{
    private static readonly string _src = FindSource();

    public static TheoryData<string> Names => [.. Files("*.resx").Where(f => !f.EndsWith(".ko.resx", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(_src, f))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Resx_EnglishAndKorean_HaveTheSameKeysAndPlaceholders(string name)
    {
        var english = Read(Path.Combine(_src, name));
        var korean = Read(Path.Combine(_src, Path.ChangeExtension(name, ".ko.resx")));

        Assert.Equal(english.Keys.Order(), korean.Keys.Order());
        Assert.All(english.Concat(korean), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), $"{text.Key} is empty"));
        Assert.All(english, text => Assert.Equal(Placeholders(text.Value), Placeholders(korean[text.Key])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Resx_Korean_IsKorean(string name)
    {
        var english = Read(Path.Combine(_src, name));
        var korean = Read(Path.Combine(_src, Path.ChangeExtension(name, ".ko.resx")));

        // What is not translated is the same in both ("{0} / {1}", a name), or an abbreviation such as "CPU".
        Assert.All(korean, text => Assert.True(
            Hangul().IsMatch(text.Value) || text.Value == english[text.Key] || Abbreviation().IsMatch(text.Value), $"{text.Key}: {text.Value}"));
    }

    [Fact]
    public void Code_EveryKeyAskedFor_Exists()
    {
        var missing = new List<string>();
        foreach (var folder in Names.Select(n => Path.GetDirectoryName((string)n.Data)!).Distinct())
        {
            var keys = Files("*.resx").Where(f => Path.GetRelativePath(_src, Path.GetDirectoryName(f)!) == folder)
                .SelectMany(f => Read(f).Keys).ToHashSet();
            var code = Files("*.razor").Concat(Files("*.cs")).Where(f => Path.GetRelativePath(_src, Path.GetDirectoryName(f)!) == folder);
            missing.AddRange(from file in code
                             from Match use in Use().Matches(File.ReadAllText(file))
                             where !keys.Contains(use.Groups[1].Value)
                             select $"{Path.GetRelativePath(_src, file)}: {use.Groups[1].Value}");
        }

        Assert.Empty(missing);
    }

    private static Dictionary<string, string> Read(string file) => XDocument.Load(file).Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order();

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(_src, pattern, SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !f.Contains("node_modules", StringComparison.Ordinal));

    private static string FindSource()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No Dashboard.sln above {AppContext.BaseDirectory}.");
        return Path.Combine(folder.FullName, "src");
    }

    [GeneratedRegex(@"\b(?:Text|L|text)\[""([^""{]+)""")]
    private static partial Regex Use();

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[A-Z]+$")]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"\p{IsHangulSyllables}")]
    private static partial Regex Hangul();
}
