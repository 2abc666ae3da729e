using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Dashboard.Services.Budgets;
using Dashboard.Services.Images.Builds.Contexts;

namespace Dashboard.Services.Tests.Images.Builds;

/// <summary>The matcher beside the regular expression that the CLI makes of a pattern, and patterns that would take for ever.</summary>
public sealed class IgnoreGlobTests
{
    private static readonly string[] _pieces = ["a", "b", "/", "*", "**", "**/", "?", "[ab]", "[^a]", "[a-c/]", "\\*", "\\?", ".", "a/b", "[\\]x]", "[^/]"];

    private static readonly string[] _letters = ["a", "b", "c", "/", "*", "?", ".", "x", "]"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Matches_AnyPatternAndPath_IsWhatItsExpressionSays() =>
        Gen.Select(Gen.Int[0, _pieces.Length - 1].Array[1, 8], Gen.Int[0, _letters.Length - 1].Array[0, 10]).Sample(
            (pieces, letters) =>
            {
                var pattern = string.Concat(pieces.Select(p => _pieces[p]));
                var path = string.Concat(letters.Select(l => _letters[l]));
                var glob = IgnoreGlob.Parse(pattern, ClassEnd);
                var budget = new WorkBudget("it", new WorkLimits(long.MaxValue, long.MaxValue, TimeSpan.FromMinutes(1)), Stop);

                Assert.True(Regex.IsMatch(path, Expression(pattern), RegexOptions.Singleline | RegexOptions.NonBacktracking) == glob.Matches(path, budget), $"{pattern} on {path}");
            },
            iter: 20_000);

    /// <summary>Files of patterns by what they do.</summary>
    public static TheoryData<string, string> Bombs => new()
    {
        { "3 MB of ?", string.Concat(Enumerable.Repeat("?\n", 1_500_000)) },
        { "1 MB of ?", string.Concat(Enumerable.Repeat("?\n", 500_000)) },
        { "1 MB of long ?", string.Concat(Enumerable.Repeat(new string('?', 100) + "\n", 10_000)) },
        { "1 MB of *a", string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("*a", 50)) + "\n", 10_000)) },
        { "1 MB of **", string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("**/a", 25)) + "\n", 10_000)) },
        { "exceptions", string.Concat(Enumerable.Repeat("*\n!*\n", 5_000)) },
        { "one long line", new string('*', 3_000_000) },
        { "one long class", "[" + new string('a', 3_000_000) + "]" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Keeps_BombOverManyFiles_EndsInTime(string name, string text)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var held = 0L;

        var error = Record.Exception(() =>
        {
            var file = IgnoreFile.Parse(text, "Dockerfile", WorkLimits.Answer, Stop);
            for (var n = 0; n < 100_000; n++)
            {
                file.Keeps($"folder-{n}/{n}/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.txt", isFolder: false);
            }

            held = GC.GetTotalMemory(forceFullCollection: true) - before;
            GC.KeepAlive(file);
        });

        Assert.True(error is null or FormatException or BudgetExceededException, $"{name}: {error}");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(held, long.MinValue, 100L * 1024 * 1024);
    }

    [Fact]
    public void Parse_TooManyPatterns_NamesTheLine()
    {
        var text = string.Concat(Enumerable.Repeat("a\n", IgnoreFile.MostPatterns)) + "\n# comment\nb\n";

        var error = Assert.Throws<FormatException>(() => IgnoreFile.Parse(text, "Dockerfile", WorkLimits.Answer, Stop));

        Assert.Equal($".dockerignore:{IgnoreFile.MostPatterns + 3}: there are more than {IgnoreFile.MostPatterns} patterns", error.Message);
    }

    private static int ClassEnd(string pattern, int start)
    {
        for (var at = start + 1; ; at++)
        {
            if (pattern[at] == '\\')
            {
                at++;
            }
            else if (pattern[at] == ']')
            {
                return at;
            }
        }
    }

    // As moby's patternmatcher writes it.
    private static string Expression(string pattern)
    {
        var expression = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i += i + 2 < pattern.Length && pattern[i + 2] == '/' ? 2 : 1;
                    expression.Append(i + 1 == pattern.Length ? ".*" : "(?:.*/)?");
                    break;
                case '*':
                    expression.Append("[^/]*");
                    break;
                case '?':
                    expression.Append("[^/]");
                    break;
                case '\\':
                    expression.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                case '[':
                    var end = ClassEnd(pattern, i);
                    expression.Append(pattern.AsSpan(i, end - i + 1));
                    i = end;
                    break;
                default:
                    expression.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return expression.Append(@"\z").ToString();
    }
}
