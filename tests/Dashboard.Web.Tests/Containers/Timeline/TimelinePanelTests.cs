using AngleSharp.Dom;
using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Timeline;
using Dashboard.Web.Containers.Timeline;
using Dashboard.Web.Tests.Shared;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers.Timeline;

public sealed class TimelinePanelTests : DashboardContext
{
    private static readonly DateTimeOffset _start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Render_AStory_SaysWhatHappenedAndWhoDidIt()
    {
        Engine.Timeline.Tell(
            Ask("docker stop web", "ok", Told("kill", 0, "15"), Told("die", 1) with { ExitCode = 143 }),
            Told("die", -10) with { ExitCode = 137, IsOutOfMemory = true },
            Told("health", -20, "unhealthy", TimelineKind.Health) with { Output = "curl: (7) <refused>" },
            Told("exec", -30, "sh -c date", TimelineKind.Exec) with { ExitCode = 1 });

        var page = Open();

        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("[data-testid=timeline-list] > li").Count));
        Assert.Equal("kim docker stop web ok", Line(page, ".timeline-item.person > .timeline-body > .timeline-line"));
        Assert.Equal(["Got signal SIGTERM", "Ended with code 143 stopped (SIGTERM)"], page.FindAll(".timeline-caused .timeline-line").Select(Words));
        Assert.Equal("Ended with code 137 killed: out of memory OOM", Line(page, "[data-testid=timeline-list] > li.bad[data-what=die] .timeline-line"));
        Assert.Equal("curl: (7) <refused>", page.Find(".timeline-output").TextContent);
        Assert.Equal("Ran sh -c date code 1", Line(page, "[data-what=exec] .timeline-line"));
        Assert.Equal("2026-05-01 11:59:50", page.Find("[data-testid=timeline-list] > li[data-what=die] .timeline-absolute").TextContent);
    }

    [Fact]
    public void Filter_AKind_ShowsWhatPeopleCausedByItself()
    {
        Engine.Timeline.Tell(Ask("docker stop web", "ok", Told("die", 1) with { ExitCode = 0 }), Told("health", -5, "healthy", TimelineKind.Health));
        var page = Open();
        page.WaitForElement("[data-what=ask]");

        page.Find("[data-testid=timeline-State]").Click();
        Assert.Equal(["die"], page.FindAll("[data-testid=timeline-list] > li").Select(l => l.GetAttribute("data-what")));
        page.Find("[data-testid=timeline-Person]").Click();
        Assert.Equal(["ask", "die"], page.FindAll("[data-testid=timeline-list] li").Select(l => l.GetAttribute("data-what")));
        page.Find("[data-testid=timeline-Exec]").Click();
        Assert.Equal("Nothing of this sort.", page.Find("[data-testid=timeline-empty]").TextContent);
        Assert.Equal("true", page.Find("[data-testid=timeline-Exec]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Copy_AsText_HasEveryLine()
    {
        Engine.Timeline.Tell(Ask("docker stop web", null, Told("die", 1) with { ExitCode = 0 }), Told("health", -5, "healthy", TimelineKind.Health) with { Output = "a\nb" });
        var page = Open();

        Assert.Equal(
            "2026-05-01 12:00:00Z  kim: docker stop web — under way or unknown\n    2026-05-01 12:00:01Z  Ended with code 0 — finished\n2026-05-01 11:59:55Z  Healthy — a b\n",
            page.WaitForElement("[data-testid=timeline-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public void Tell_ANewStory_TakesThePlaceOfTheOld()
    {
        Engine.Timeline.Tell();
        var page = Open();
        page.WaitForElement("[data-testid=timeline-empty]");

        Engine.Timeline.Tell(new ContainerStory([Told("start", 0)], [new TimelinePredecessor("0123456789ab", [Told("destroy", -1)])], HasAllPeople: false, RestartCount: 3));

        page.WaitForElement("[data-what=start]");
        Assert.Equal("An older container of this name (0123456789ab)", page.Find("[data-testid=timeline-predecessor]").TextContent);
        Assert.NotNull(page.Find("[data-what=destroy]"));
        Assert.Contains("Restarted 3 times", page.Markup, StringComparison.Ordinal);
        Assert.Contains("only what you did yourself", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NotTheirs_SaysSo()
    {
        Engine.Timeline.Error = new EngineError(EngineErrorKind.NotFound, "No such container: web");

        var page = Open();

        Assert.Equal("No such container: web", page.WaitForElement(".error-notice-message").TextContent);
    }

    [Theory]
    [InlineData(0, "finished")]
    [InlineData(125, "the engine could not run it")]
    [InlineData(126, "its command can't be run")]
    [InlineData(127, "its command was not found")]
    [InlineData(137, "killed (SIGKILL)")]
    [InlineData(141, "ended by signal SIGPIPE")]
    [InlineData(162, "ended by signal 34")]
    [InlineData(42, "error")]
    public void ExitCode_Each_HasWords(long code, string words)
    {
        Engine.Timeline.Tell(Told("die", 0) with { ExitCode = code });

        Assert.Equal($"Ended with code {code} {words}", Words(Open().WaitForElement(".timeline-line")));
    }

    private static TimelineEntry Told(string what, double after, string detail = "", TimelineKind kind = TimelineKind.State) =>
        new() { Key = $"{what}{after}", Time = _start.AddSeconds(after), Kind = kind, What = what, Detail = detail };

    private static TimelineEntry Ask(string line, string? outcome, params TimelineEntry[] caused) =>
        Told("ask", 0, line, TimelineKind.Person) with { Person = "kim", Origin = "browser", Outcome = outcome, Caused = caused };

    private static string Line(IRenderedComponent<TimelinePanel> page, string selector) => Words(page.Find(selector));

    // They stand apart by their style.
    private static string Words(IElement line) => string.Join(' ', line.Children.Select(c => c.TextContent.Trim()));

    private IRenderedComponent<TimelinePanel> Open() => Render<TimelinePanel>(p => p
        .Add(c => c.Actor, Actor).Add(c => c.Environment, Engine.Local).Add(c => c.Container, ResourceName.Of(IdOf("web"))));
}
