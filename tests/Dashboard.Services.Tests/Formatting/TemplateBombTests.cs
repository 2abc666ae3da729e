using System.Diagnostics;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Tests.Formatting;

/// <summary>Formats that would take more than there is: each ends with an error in time, and without the memory that it asks for.</summary>
public sealed class TemplateBombTests
{
    private const long MostMade = 512L * 1024 * 1024;

    private static readonly GoMap _data = new([new("Name", "web"), new("List", new GoList([.. Enumerable.Range(0, 1000).Select(n => (object?)$"item {n}")]))]);

    /// <summary>Templates by what they do.</summary>
    public static TheoryData<string, string> Bombs => new()
    {
        { "doubled by print", Doubled("print $a $a") },
        { "doubled by printf", Doubled("printf \"%s%s\" $a $a") },
        { "doubled by println", Doubled("println $a $a") },
        { "doubled by join", Doubled("join (split (print $a \",\" $a) \",\") $a") },
        { "grown by html", Grown("html (print $a \"&\")") },
        { "grown by js", Grown("js (print $a \"<\")") },
        { "grown by urlquery", Grown("urlquery (print $a \"%\")") },
        { "grown by json", Grown("json (print $a \"\\\"\")") },
        { "grown by printf q", Grown("printf \"%q\" (print $a \"\\\"\")") },
        { "grown by printf x", Grown("printf \"%x\" $a") },
        { "padded", Grown("pad $a 10000 10000") },
        { "printf of widths", $"{{{{printf \"{string.Concat(Enumerable.Repeat("%9999d", 2000))}\" {string.Concat(Enumerable.Repeat("1 ", 2000))}}}}}" },
        { "printed many times at once", $"{{{{$a := pad \"x\" 9999 9999}}}}{{{{$b := print {string.Concat(Enumerable.Repeat("$a ", 5000))}}}}}{{{{len (print {string.Concat(Enumerable.Repeat("$b ", 5000))})}}}}" },
        { "split into letters", Doubled("print $a $a", "{{range 100}}{{len (split $a \"\")}}{{end}}") },
        { "a list printed in a loop", "{{range 100000}}{{$b := print $}}{{end}}" },
        { "compared in a loop", Doubled("print $a $a", "{{range 100000}}{{eq $a (print $a)}}{{end}}", times: 18) },
        { "sliced in a loop", Doubled("print $a $a", "{{range 100000}}{{$b := slice $a 1}}{{end}}", times: 20) },
        { "loops in loops", "{{range 100000}}{{range 100000}}{{range 100000}}{{end}}{{end}}{{end}}" },
        { "too long", new string('x', GoTemplate.LongestText + 1) },
        { "deep", string.Concat(Enumerable.Repeat("{{if true}}", 4000)) + string.Concat(Enumerable.Repeat("{{end}}", 4000)) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Execute_Bomb_EndsWithAnError(string name, string template)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();

        var error = Assert.Throws<GoTemplateException>(() => GoTemplate.Parse(template).Execute(_data));

        Assert.StartsWith("template: ", error.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostMade, $"{name} makes {(GC.GetAllocatedBytesForCurrentThread() - before) >> 20} MB");
    }

    [Theory]
    [InlineData("{{range 100000}}x{{end}}")]
    [InlineData("table {{range 90000}}\t{{end}}")]
    [InlineData("table {{range 90000}}a\n{{end}}")]
    [InlineData("table {{if eq .Name \"web 7\"}}{{range 390}}{{pad \"x\" 5000 5000}}{{end}}{{end}}\t.")]
    [InlineData("{{range 180000}}{{end}}")]
    public void Write_BombOverManyRows_EndsWithAnError(string format)
    {
        var rows = Enumerable.Range(0, 10_000).Select(n => (IGoObject)new Row($"web {n}"));
        var clock = Stopwatch.StartNew();

        Assert.Throws<GoTemplateException>(() => ListFormat.Parse(format).Write(rows, new Row("NAME")));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Write_TenThousandRowsOfAllThatIsKnown_IsWithinBounds()
    {
        var rows = Enumerable.Range(0, 10_000).Select(n => (IGoObject)new Row(new string('x', 800)));

        Assert.Equal(10_000, ListFormat.Parse("json").Write(rows, new Row("NAME")).Count(c => c == '\n'));
    }

    private static string Doubled(string by, string then = "", int times = 26) =>
        "{{$a := \"xxxxxxxxxxxxxxxx\"}}" + string.Concat(Enumerable.Repeat($"{{{{$a = {by}}}}}", times)) + then;

    private static string Grown(string by) => $"{{{{$a := \"x\"}}}}{{{{range 100000}}}}{{{{$a = {by}}}}}{{{{end}}}}";

    private sealed class Row(string name) : IGoObject
    {
        public string TypeName => "row";

        public IEnumerable<KeyValuePair<string, object?>> Fields => [new("Name", name)];

        public bool TryGet(string field, out object? value)
        {
            value = name;
            return field == "Name";
        }
    }
}
