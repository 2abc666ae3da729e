using Bunit;
using Dashboard.Services.Logs;
using Dashboard.Testing;
using Dashboard.Web.Logs;
using Dashboard.Web.Tests.Shared;

namespace Dashboard.Web.Tests.Logs;

public sealed class KeptLogsPageTests : DashboardContext
{
    private static readonly DateTimeOffset _written = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Render_NothingKept_SaysHowLogsComeHere()
    {
        var page = Render<KeptLogsPage>();

        Assert.Contains("No container has gone", page.Find("[data-testid=kept-empty]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void Render_LogsOfTwoEngines_AreOneListTheLastWrittenFirst()
    {
        Engine.Logs.Kept[Engine.Local] = [Log("a1", "web", _written)];
        Engine.Logs.Kept[Engine.Environments.All[1]] = [Log("b2", "<b>db</b>", _written.AddMinutes(1))];

        var page = Render<KeptLogsPage>();

        Assert.Equal(
            [("/logs/nas/b2", "<b>db</b>"), ("/logs/local/a1", "web")],
            page.FindAll(".name a").Select(a => (a.GetAttribute("href"), a.TextContent)));
        Assert.Equal(["2026-11-23 09:31", "2026-11-23 09:30"], page.FindAll("time").Select(t => t.TextContent));
    }

    [Theory]
    [InlineData("WEB", "web")]
    [InlineData("shop busy", "web,db")]
    [InlineData("nosuch", "")]
    public void Filter_Typed_LeavesWhatMatchesEveryWord(string filter, string names)
    {
        Engine.Logs.Kept[Engine.Local] = [Log("a1", "web", _written, "shop"), Log("b2", "db", _written.AddMinutes(-1), "shop"), Log("c3", "cache", _written.AddMinutes(-2))];
        var page = Render<KeptLogsPage>();

        page.Find("input[type=search]").Input(filter);

        Assert.Equal(names, string.Join(',', page.FindAll(".name a").Select(a => a.TextContent)));
        Assert.Equal(names.Length == 0, page.FindAll(".kept-none").Count == 1);
    }

    [Fact]
    public void Open_AKeptLog_ShowsItsViewUnderItsName()
    {
        Engine.Logs.Kept[Engine.Local] = [Log("a1", "web", _written)];

        var page = Render<KeptLogPage>(p => p.Add(x => x.Environment, "local").Add(x => x.Container, "a1"));

        Assert.Equal("web", page.Find("h1").TextContent);
        var view = page.Find("log-view");
        Assert.Equal(("local", "a1"), (view.GetAttribute("environment"), view.GetAttribute("container")));
    }

    private static GoneLog Log(string id, string name, DateTimeOffset written, string? project = null) => new(id, name, "busybox", project, written, 2048);
}
