using System.Globalization;
using System.Resources;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Web.Consoles;

namespace Dashboard.Web.Tests.Consoles;

public sealed class LearnPageTests
{
    public static TheoryData<string> Lines => [.. Lessons.All.SelectMany(l => l.Examples).Select(e => e.Line)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Example_Each_CanBeRunAsItIs(string line)
    {
        var typed = Assert.Single(TypedScript.Read(line));

        // A list of ids stands for one here.
        _ = CommandLine.Parse([.. typed.Words.Select(w => string.Concat(w.Parts.Select(p => p.Substitution is null ? p.Text : "0123456789ab")))]);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public void Words_OfEachLessonExampleAndFlag_AreThere(string language)
    {
        var resources = new ResourceManager(typeof(ConsolesText));
        var culture = CultureInfo.GetCultureInfo(language);
        var keys = Lessons.All.SelectMany(l => (IEnumerable<string>)[$"Lesson.{l.Key}", $"Lesson.{l.Key}.Text", .. l.Examples.SelectMany(e => e.Flags.Select(f => $"Flag.{e.Verb}.{f}").Prepend($"Example.{e.Key}"))]);

        Assert.All(keys, key => Assert.False(string.IsNullOrWhiteSpace(resources.GetString(key, culture)), key));
    }

    [Fact]
    public void Flags_Explained_StandInTheirLines() =>
        Assert.All(Lessons.All.SelectMany(l => l.Examples), e => Assert.All(e.Flags, f => Assert.Contains(f, e.Line.Split(' '))));
}
