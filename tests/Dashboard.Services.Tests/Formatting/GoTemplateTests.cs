using CsCheck;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Tests.Formatting;

/// <summary>Beside the equivalence with the real CLI (Engine.Tests): what a hostile template can't do.</summary>
public sealed class GoTemplateTests
{
    private static readonly GoMap Data = new(
        [new("Name", "web"), new("List", new GoList(["a", "b"])), new("Map", new GoMap([new("k", "v")])), new("Yes", true), new("Number", 3L)]);

    [Theory]
    [InlineData("{{.Name}}", "web")]
    [InlineData("{{range $i, $e := .List}}{{$i}}{{$e}} {{end}}", "0a 1b ")]
    [InlineData("{{range 3}}{{.}}{{end}}", "012")]
    [InlineData("{{range .List}}{{if eq . \"b\"}}{{break}}{{end}}{{.}}{{end}}", "a")]
    [InlineData("{{with .Nothing}}x{{else}}y{{end}}", "y")]
    [InlineData("{{.Nothing}}", "<no value>")]
    [InlineData("{{json .}}", """{"List":["a","b"],"Map":{"k":"v"},"Name":"web","Number":3,"Yes":true}""")]
    [InlineData("a {{- /* c */ -}} b", "ab")]
    [InlineData("{{printf \"%s|%5d|%-5s|%q\" .Name .Number \"x\" .List}}", "web|    3|x    |[\"a\" \"b\"]")]
    public void Execute_Template_GivesText(string template, string expected) => Assert.Equal(expected, GoTemplate.Parse(template).Execute(Data));

    [Theory]
    [InlineData("{{range 1000000000}}{{end}}", "too many steps")]
    [InlineData("{{range 100000}}{{range 100000}}x{{end}}{{end}}", "too many steps")]
    [InlineData("{{range 2000}}{{pad \"x\" 5000 5000}}{{end}}", "too long")]
    [InlineData("{{pad \"x\" 1000000000 0}}", "too wide")]
    [InlineData("{{template \"x\"}}", "can't be used here")]
    [InlineData("{{define \"x\"}}{{end}}", "can't be used here")]
    [InlineData("{{call .Name}}", "not defined")]
    public void Execute_TemplateThatWouldNotEnd_IsEnded(string template, string words) =>
        Assert.Contains(words, Assert.Throws<GoTemplateException>(() => GoTemplate.Parse(template).Execute(Data)).Message, StringComparison.Ordinal);

    [Fact]
    public void Execute_HugePrintfWidth_IsNotPadded() => Assert.Equal("%!(BADWIDTH)x", GoTemplate.Parse("{{printf \"%999999999s\" \"x\"}}").Execute(Data));

    [Fact]
    public void Parse_DeepNesting_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("{{if true}}", 5000)) + string.Concat(Enumerable.Repeat("{{end}}", 5000));
        Assert.Contains("too deeply nested", Assert.Throws<GoTemplateException>(() => GoTemplate.Parse(deep)).Message, StringComparison.Ordinal);
        var parentheses = "{{" + new string('(', 5000) + "1" + new string(')', 5000) + "}}";
        Assert.Throws<GoTemplateException>(() => GoTemplate.Parse(parentheses));
    }

    [Fact]
    public void Parse_AnyText_WorksOrSaysWhyNot()
    {
        string[] pieces = ["{{", "}}", "{{-", "-}}", " ", ".", ".Name", "$", "$x", ":=", "=", ",", "|", "(", ")", "range", "if", "else", "end", "with", "break", "json", "printf", "\"%d\"", "`", "\"", "1", "-", "/*", "*/", "nil", "true", "\n", "한", "index", "len"];
        Gen.Int[0, pieces.Length - 1].Array[0, 25].Sample(chosen =>
        {
            try
            {
                GoTemplate.Parse(string.Concat(chosen.Select(i => pieces[i]))).Execute(Data);
            }
            catch (GoTemplateException e)
            {
                Assert.StartsWith("template: ", e.Message, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void Quote_AnyText_IsReadBack() => Gen.String.Where(s => !s.Any(char.IsSurrogate)).Sample(text => GoQuote.Unquote(GoQuote.Quote(text)) == text);

    [Theory]
    [InlineData("a\tbb\tc\nlonger than ten\tx\ty\n", "a                 bb        c\nlonger than ten   x         y\n")]
    [InlineData("a\tb\n\nlonger than ten\tb\n", "a         b\n\nlonger than ten   b\n")]
    [InlineData("한국\tb\n", "한국      b\n")]
    public void Align_Cells_IsAsTabwriter(string text, string expected) => Assert.Equal(expected, TabTable.Align(text));
}
