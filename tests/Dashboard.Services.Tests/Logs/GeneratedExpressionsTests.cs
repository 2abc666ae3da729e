using System.Reflection;
using System.Text.RegularExpressions;
using Dashboard.Services.Logs.Search;

namespace Dashboard.Services.Tests.Logs;

public sealed class GeneratedExpressionsTests
{
    // What bounds the expressions that people search logs with holds for the whole process.
    [Fact]
    public void NonBacktracking_EachOfTheProgram_FitsTheBoundOfSearches()
    {
        Assert.True(new LineMatcher(new LogQuery { Text = "a+", Regex = true }).IsMatch("caat"u8));
        const BindingFlags all = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var expressions = typeof(LineMatcher).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(all))
            .Select(m => m.GetCustomAttribute<GeneratedRegexAttribute>())
            .OfType<GeneratedRegexAttribute>()
            .Where(r => r.Options.HasFlag(RegexOptions.NonBacktracking))
            .ToList();

        Assert.NotEmpty(expressions);
        Assert.All(expressions, r => Assert.NotNull(new Regex(r.Pattern, r.Options)));
    }
}
