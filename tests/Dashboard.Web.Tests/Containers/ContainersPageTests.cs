using AngleSharp.Dom;
using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers;

public sealed class ContainersPageTests : DashboardContext
{
    [Fact]
    public void Render_EngineNotListedYet_SaysItWaits()
    {
        var page = Open();

        Assert.Contains("Waiting for the engine…", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Rows(page));
    }

    [Fact]
    public void Render_NoContainers_ShowsACommandThatMakesOne()
    {
        Engine.Containers.Load(Engine.Local);

        var page = Open();

        Assert.Contains("docker run", page.Find("[data-testid=containers-empty] code").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_FirstListComesLater_ShowsIt()
    {
        var page = Open();

        Engine.Containers.Load(Engine.Local, Container("web"));

        page.WaitForAssertion(() => Assert.Equal(["web"], Names(page)));
    }

    [Fact]
    public void Render_ContainersOfTwoEngines_AreOneListWithLinksToEach()
    {
        Engine.Containers.Load(Engine.Local, Container("web"));
        Engine.Containers.Load(Engine.Environments.All[1], Container("photos"));

        var page = Open();

        Assert.Equal(["photos", "web"], Names(page));
        Assert.Equal(["/containers/nas/photos", "/containers/local/web"], page.FindAll("a.name").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Store_ContainerStopsAppearsAndGoes_RowsFollow()
    {
        Engine.Containers.Load(Engine.Local, Container("db"), Container("web"));
        var page = Open();

        Engine.Containers.Put(Engine.Local, Container("db", ContainerState.Exited, status: "Exited (137) 1 second ago"));
        page.WaitForAssertion(() => Assert.Equal("exited", Row(page, "db").GetAttribute("data-state")));
        Assert.Equal("137", Row(page, "db").QuerySelector(".state-code")!.TextContent);

        Engine.Containers.Put(Engine.Local, Container("cache"));
        Engine.Containers.Remove(Engine.Local, IdOf("web"));
        page.WaitForAssertion(() => Assert.Equal(["cache", "db"], Names(page)));
    }

    [Fact]
    public void Store_WhatMayNotBeSeen_IsInNoRow()
    {
        Engine.Containers.CanSee = (_, container) => container.Name != "theirs";
        Engine.Containers.Load(Engine.Local, Container("mine"), Container("theirs"));
        var page = Open();

        Engine.Containers.Put(Engine.Local, Container("theirs", ContainerState.Exited));
        Engine.Containers.Put(Engine.Local, Container("mine", ContainerState.Exited));

        page.WaitForAssertion(() => Assert.Equal("exited", Row(page, "mine").GetAttribute("data-state")));
        Assert.Equal(["mine"], Names(page));
    }

    [Fact]
    public void Store_EngineSilent_RowsStayAndAreMarkedStale()
    {
        Engine.Containers.Load(Engine.Local, Container("web"));
        Engine.Containers.Load(Engine.Environments.All[1], Container("photos"));
        var page = Open();

        Engine.Containers.MarkStale(Engine.Local);

        page.WaitForAssertion(() => Assert.Contains("stale", Row(page, "web").ClassList));
        Assert.Equal("May be out of date", Row(page, "web").QuerySelector(".col-state")!.GetAttribute("title"));
        Assert.DoesNotContain("stale", Row(page, "photos").ClassList);

        Engine.Containers.Load(Engine.Local, Container("web"));
        page.WaitForAssertion(() => Assert.DoesNotContain("stale", Row(page, "web").ClassList));
    }

    [Fact]
    public void Filter_Words_ShowsRowsThatHaveThemAll()
    {
        Engine.Containers.Load(Engine.Local, Container("web", image: "nginx:1"), Container("api", image: "nginx:2"), Container("db"));
        var page = Open();

        page.Find("[data-testid=filter]").Input("NGINX :2");

        Assert.Equal(["api"], Names(page));
    }

    [Fact]
    public void Filter_State_ShowsThoseAndKeepsCounts()
    {
        Engine.Containers.Load(Engine.Local, Container("web"), Container("frozen", ContainerState.Paused), Container("db", ContainerState.Exited));
        var page = Open();

        page.Find("[data-testid=state-Stopped]").Click();

        Assert.Equal(["db"], Names(page));
        Assert.Equal("true", page.Find("[data-testid=state-Stopped]").GetAttribute("aria-pressed"));
        Assert.Equal("false", page.Find("[data-testid=state-All]").GetAttribute("aria-pressed"));
        Assert.Equal(["3", "2", "1"], page.FindAll(".container-filter-count").Select(c => c.TextContent));
    }

    [Fact]
    public void Filter_NothingMatches_SaysHowManyAreHiddenAndClears()
    {
        Engine.Containers.Load(Engine.Local, Container("web"), Container("db"));
        var page = Open();

        page.Find("[data-testid=filter]").Input("zzz");

        var note = page.Find("[data-testid=containers-no-match]");
        Assert.Contains("2 containers are hidden", note.TextContent, StringComparison.Ordinal);
        note.QuerySelector("button")!.Click();
        Assert.Equal(["db", "web"], Names(page));
        Assert.Equal("", page.Find("[data-testid=filter]").GetAttribute("value") ?? "");
    }

    [Fact]
    public void Sort_HeadClickedTwice_TurnsRoundAndSaysSo()
    {
        Engine.Containers.Load(Engine.Local, Container("a", image: "x"), Container("b", image: "z"), Container("c", image: "y"));
        var page = Open();
        Assert.Equal("ascending", page.Find("th.col-name").GetAttribute("aria-sort"));

        page.Find("th.col-image button").Click();
        Assert.Equal(["a", "c", "b"], Names(page));
        Assert.Equal(("ascending", "none"), (page.Find("th.col-image").GetAttribute("aria-sort"), page.Find("th.col-name").GetAttribute("aria-sort")));

        page.Find("th.col-image button").Click();
        Assert.Equal(["b", "c", "a"], Names(page));
        Assert.Equal("descending", page.Find("th.col-image").GetAttribute("aria-sort"));
    }

    [Fact]
    public void SelectAll_WithAFilter_SelectsWhatIsShownOnly()
    {
        Engine.Containers.Load(Engine.Local, Container("web-1"), Container("web-2"), Container("db"));
        var page = Open();
        page.Find("[data-testid=filter]").Input("web");

        page.Find("[data-testid=select-all]").Change(true);
        Assert.Contains("2 selected", page.Find("[data-testid=bulk-actions]").TextContent, StringComparison.Ordinal);

        page.Find("[data-testid=filter]").Input("");
        Assert.Equal(["web-1", "web-2"], Selected(page));
    }

    [Fact]
    public void Selection_RowIsFilteredAway_IsNoLongerSelected()
    {
        Engine.Containers.Load(Engine.Local, Container("web"), Container("db"));
        var page = Open();
        page.Find("[data-testid=select-all]").Change(true);

        page.Find("[data-testid=filter]").Input("db");
        page.Find("[data-testid=filter]").Input("");

        Assert.Equal(["db"], Selected(page));
    }

    [Fact]
    public void Selection_ContainerIsRemoved_IsNoLongerSelected()
    {
        Engine.Containers.Load(Engine.Local, Container("web"), Container("db"));
        var page = Open();
        page.Find("[data-testid=select-all]").Change(true);

        Engine.Containers.Remove(Engine.Local, IdOf("web"));

        page.WaitForAssertion(() => Assert.Contains("1 selected", page.Find("[data-testid=bulk-actions]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void BulkActions_Start_IsOneCommandForEachEngine()
    {
        Engine.Containers.Load(Engine.Local, Container("web", ContainerState.Exited), Container("db", ContainerState.Exited));
        Engine.Containers.Load(Engine.Environments.All[1], Container("photos", ContainerState.Exited));
        var page = Open();
        page.Find("[data-testid=select-all]").Change(true);

        Button(page.Find("[data-testid=bulk-actions]"), "Start").Click();

        page.WaitForAssertion(() => Assert.Equal(2, Engine.Commands.Runs.Count));
        Assert.Equal(
            [("local", "docker start db web"), ("nas", "docker start photos")],
            Engine.Commands.Runs.Select(r => (r.Environment.Name.Value, r.ToString())).Order());
    }

    [Fact]
    public void BulkActions_RemoveOfARunningOne_AsksAndForces()
    {
        Engine.Containers.Load(Engine.Local, Container("web"), Container("db", ContainerState.Exited));
        var page = Open();
        page.Find("[data-testid=select-all]").Change(true);

        Button(page.Find("[data-testid=bulk-actions]"), "Remove").Click();

        page.WaitForElement("[data-testid=confirm-ok]");
        Assert.Equal("docker rm --force db web", page.Find(".mud-dialog code").TextContent);
        Assert.Empty(Engine.Commands.Runs);
        page.Find("[data-testid=confirm-ok]").Click();
        page.WaitForAssertion(() => Assert.Equal(["docker rm --force db web"], Engine.Commands.Lines));
    }

    [Fact]
    public void Stop_OneRow_RunsDockerStopAsTheSignedInUser()
    {
        Engine.Containers.Load(Engine.Local, Container("web"), Container("db"));
        var page = Open();

        Row(page, "web").QuerySelector("[data-testid=stop]")!.Click();

        page.WaitForAssertion(() => Assert.Equal(["docker stop web"], Engine.Commands.Lines));
        Assert.Equal((Actor, Engine.Local), (Engine.Commands.Runs[0].Actor, Engine.Commands.Runs[0].Environment));
    }

    [Fact]
    public void Stop_WhileItRuns_ThatRowIsBusy()
    {
        var gate = new TaskCompletionSource();
        Engine.Commands.SucceedsAfter(gate.Task);
        Engine.Containers.Load(Engine.Local, Container("web"), Container("db"));
        var page = Open();

        Row(page, "web").QuerySelector("[data-testid=stop]")!.Click();

        page.WaitForAssertion(() => Assert.Null(Row(page, "web").QuerySelector("[data-testid=stop]")));
        Assert.NotNull(Row(page, "db").QuerySelector("[data-testid=stop]"));
        gate.SetResult();
        page.WaitForAssertion(() => Assert.NotNull(Row(page, "web").QuerySelector("[data-testid=stop]")));
    }

    [Theory]
    [InlineData(Right.View, false, false)]
    [InlineData(Right.View | Right.Operate, true, false)]
    [InlineData(Right.View | Right.Exec, false, true)]
    [InlineData(Right.All, true, true)]
    public void Row_Rights_DecideItsButtons(Right rights, bool operate, bool exec)
    {
        SignIn(rights);
        Engine.Containers.Load(Engine.Local, Container("web"), Container("old", ContainerState.Exited));

        var page = Open();

        Assert.Equal(operate, Row(page, "web").QuerySelector("[data-testid=stop]") is not null);
        Assert.Equal(operate, Row(page, "web").QuerySelector("[aria-label=Restart]") is not null);
        Assert.Equal(operate, Row(page, "old").QuerySelector("[data-testid=start]") is not null);
        Assert.Equal(exec, Row(page, "web").QuerySelector("a[aria-label=Terminal]") is not null);
        Assert.Null(Row(page, "old").QuerySelector("a[aria-label=Terminal]"));
    }

    [Theory]
    [InlineData(Right.Restart, false, true)]
    [InlineData(Right.Stop, true, false)]
    public void Row_RightToRestartOrToStop_DecidesEachButton(Right right, bool stop, bool restart)
    {
        SignIn(Right.View | right);
        Engine.Containers.Load(Engine.Local, Container("web"), Container("old", ContainerState.Exited));

        var page = Open();

        Assert.Equal(stop, Row(page, "web").QuerySelector("[data-testid=stop]") is not null);
        Assert.Equal(restart, Row(page, "web").QuerySelector("[aria-label=Restart]") is not null);
        Assert.Equal(restart, Row(page, "old").QuerySelector("[data-testid=start]") is not null);
    }

    [Theory]
    [InlineData(Right.View | Right.Restart, "Restart")]
    [InlineData(Right.View | Right.Stop, "Kill")]
    [InlineData(Right.View | Right.Logs, "Log")]
    [InlineData(Right.View | Right.Remove, "Remove")]
    [InlineData(Right.View | Right.Logs | Right.Operate, "Log,Restart,Kill")]
    [InlineData(Right.All, "Log,Terminal,Restart,Kill,Remove")]
    public void RowMenu_Rights_DecideItsItems(Right rights, string items)
    {
        SignIn(rights);
        Engine.Containers.Load(Engine.Local, Container("web"));
        var page = Open();

        Row(page, "web").QuerySelector("[aria-label='More actions for web']")!.Click();

        page.WaitForAssertion(() => Assert.Equal(items.Split(','), page.FindAll(".mud-menu-item").Select(i => i.TextContent.Trim())));
    }

    [Theory]
    [InlineData(Right.View, "")]
    [InlineData(Right.View | Right.Remove, "Remove")]
    [InlineData(Right.View | Right.Restart, "Start,Restart")]
    [InlineData(Right.View | Right.Stop, "Stop,Kill")]
    [InlineData(Right.View | Right.Operate, "Start,Stop,Restart,Kill")]
    public void BulkActions_Rights_DecideItsButtons(Right rights, string buttons)
    {
        SignIn(rights);
        Engine.Containers.Load(Engine.Local, Container("web"));
        var page = Open();

        page.Find("[data-testid=select-all]").Change(true);

        var shown = page.FindAll("[data-testid=bulk-actions] button").Select(b => b.TextContent.Trim()).Where(t => t.Length > 0);
        Assert.Equal(buttons, string.Join(',', shown));
    }

    [Fact]
    public void Render_TenThousandContainers_RendersABoundedNumberOfRows()
    {
        Engine.Containers.Load(Engine.Local, Enumerable.Range(0, 10_000).Select(n => Container($"c{n:00000}")));

        var page = Open();

        page.WaitForAssertion(() => Assert.InRange(Rows(page).Count, 1, 200));
        Assert.Equal("10000", page.Find(".container-filter-count").TextContent);
    }

    [Fact]
    public void Row_First_IsTheOneThatTabReaches()
    {
        Engine.Containers.Load(Engine.Local, Container("a"), Container("b"));

        var page = Open();

        Assert.Equal(["0", "-1"], Rows(page).Select(r => r.GetAttribute("tabindex")));
    }

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<IComponent> page) => page.FindAll("tr[data-row]");

    private static IEnumerable<string?> Names(IRenderedComponent<IComponent> page) => Rows(page).Select(r => r.GetAttribute("data-container"));

    private static IEnumerable<string?> Selected(IRenderedComponent<IComponent> page) =>
        page.FindAll("tr[data-row][aria-selected=true]").Select(r => r.GetAttribute("data-container"));

    private static IElement Row(IRenderedComponent<IComponent> page, string name) => page.Find($"tr[data-container={name}]");

    private static IElement Button(IElement within, string text) => within.QuerySelectorAll("button").Single(b => b.TextContent.Trim() == text);

    private IRenderedComponent<IComponent> Open() => RenderInLayout<ContainersPage>();
}
