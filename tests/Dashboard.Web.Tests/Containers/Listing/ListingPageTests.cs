using AngleSharp.Dom;
using Bunit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Listing;
using Dashboard.Web.Shell;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers.Listing;

/// <summary>The table's groups, columns, labels and results, on the page.</summary>
public sealed class ListingPageTests : DashboardContext
{
    [Fact]
    public void Group_Folded_HidesItsRows_AndIsRemembered()
    {
        Engine.Containers.Load(Engine.Local, Shop("web"), Shop("db"), Container("alone"));
        var page = Open();
        Assert.Equal(["shop", ""], page.FindAll("tr[data-group]").Select(r => r.GetAttribute("data-group")));
        Assert.Equal("2 running", page.Find("tr[data-group=shop] .group-counts").TextContent.Trim());

        page.Find("tr[data-group=shop] button").Click();

        Assert.Equal(["alone"], Names(page));
        Assert.Equal("false", page.Find("tr[data-group=shop]").GetAttribute("aria-expanded"));
        Assert.Contains("\"shop\"", Kept(), StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_KeptByTheBrowser_AreThereAgain()
    {
        JSInterop.Setup<string?>("localStorage.getItem", "containers:1").SetResult(ChoiceText.Write(
            ListChoices.Default.WithColumn(ListColumn.Image, false).WithColumn(ListColumn.ExitCode, true).WithCollapsed(new GroupKey("local", "shop"), true) with
            { Sort = ListColumn.Created }));
        Engine.Containers.Load(Engine.Local, Shop("web"), Container("b", ageMinutes: 2), Container("a", ageMinutes: 1));

        var page = Open();

        Assert.Equal(["a", "b"], Names(page));
        Assert.Empty(page.FindAll("th.col-image"));
        Assert.Equal("ascending", page.Find("th.col-created").GetAttribute("aria-sort"));
        Assert.Single(page.FindAll("th.col-exit"));
    }

    [Fact]
    public void Group_Checkbox_SelectsAllOfItAndNoMore()
    {
        Engine.Containers.Load(Engine.Local, Shop("web"), Shop("db"), Container("alone"));
        var page = Open();

        page.Find("tr[data-group=shop] input").Change(true);

        Assert.Equal(["db", "web"], page.FindAll("tr[data-row][aria-selected=true]").Select(r => r.GetAttribute("data-container")));
        Assert.True(page.Find("tr[data-group=shop] input").HasAttribute("checked"));
        page.Find("tr[data-group=shop] input").Change(false);
        Assert.Empty(page.FindAll("[data-testid=bulk-actions]"));
    }

    [Fact]
    public void GroupBy_Off_IsOneList()
    {
        Engine.Containers.Load(Engine.Local, Shop("web"), Container("alone"));
        var page = Open();

        page.Find("[data-testid=group-by]").Click();

        Assert.Empty(page.FindAll("tr[data-group]"));
        Assert.Equal(["alone", "web"], Names(page));
        Assert.Equal("shop", page.Find("tr[data-container=web] .project").TextContent);
    }

    [Fact]
    public void Columns_Chosen_AreShown_AndResetBringsTheUsualOnes()
    {
        Engine.Containers.Load(Engine.Local, Container("web"));
        var page = Open();

        page.Find("[data-testid=columns]").Click();
        page.WaitForElement("[data-testid=column-ExitCode]").Click();
        page.Find("[data-testid=column-Image]").Click();
        Assert.Single(page.FindAll("td.col-exit"));
        Assert.Empty(page.FindAll("td.col-image"));

        page.Find("[data-testid=columns-reset]").Click();
        Assert.Empty(page.FindAll("td.col-exit"));
        Assert.Single(page.FindAll("td.col-image"));
    }

    [Fact]
    public void Row_RestartsAndExitCode_AreShownAsTheyAreLearnt()
    {
        Keep(ListChoices.Default.WithColumn(ListColumn.ExitCode, true));
        Engine.Containers.Load(
            Engine.Local, Container("web"), Container("db") with { RestartCount = 4 }, Container("job", ContainerState.Exited, status: "Exited (137) 1 hour ago"));

        var page = Open();

        Assert.Equal("…", Cell(page, "web", "restarts"));
        Assert.Equal("4", Cell(page, "db", "restarts"));
        Assert.Equal(("137", ""), (Cell(page, "job", "exit"), Cell(page, "web", "exit")));
        Engine.Containers.Put(Engine.Local, Container("web", status: "Up 1 second") with { RestartCount = 2 });
        page.WaitForAssertion(() => Assert.Equal("2", Cell(page, "web", "restarts")));
    }

    [Fact]
    public void Sort_ByMemory_GoesByTheNewestFigures()
    {
        Engine.Usage.Set(IdOf("small"), 1, 10);
        Engine.Usage.Set(IdOf("large"), 1, 1000);
        Engine.Containers.Load(Engine.Local, Container("small"), Container("large"), Container("idle", ContainerState.Exited));
        var page = Open();

        page.Find("th.col-memory button").Click();

        Assert.Equal(["large", "small", "idle"], Names(page));
        Assert.Equal("descending", page.Find("th.col-memory").GetAttribute("aria-sort"));
    }

    [Fact]
    public void Label_Clicked_FiltersByIt_AndAgainNoMore()
    {
        Keep(ListChoices.Default.WithColumn(ListColumn.Labels, true));
        Engine.Containers.Load(Engine.Local, Labelled("web", "team", "blue moon"), Labelled("db", "team", "red"));
        var page = Open();

        page.Find("tr[data-container=web] .label-chip").Click();

        Assert.Equal(["web"], Names(page));
        Assert.Equal("label:\"team=blue moon\"", page.Find("[data-testid=filter]").GetAttribute("value"));
        page.Find("tr[data-container=web] .label-chip").Click();
        Assert.Equal(["db", "web"], Names(page));
    }

    [Fact]
    public void Label_ThatLooksSecret_IsMasked()
    {
        Keep(ListChoices.Default.WithColumn(ListColumn.Labels, true));
        Engine.Containers.Load(Engine.Local, Labelled("web", "api.token", "s3cr3t-value"));

        Assert.DoesNotContain("s3cr3t-value", Open().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_FromTheAddress_IsThereAtOnce()
    {
        Engine.Containers.Load(Engine.Local, Container("web"), Container("db"));
        Services.GetRequiredService<NavigationManager>().NavigateTo(AppUrls.ContainersMatching("name:web"));

        Assert.Equal(["web"], Names(Open()));
    }

    [Fact]
    public void Filter_ValueThatCanBeNothing_SaysWhatItCanBe()
    {
        Engine.Containers.Load(Engine.Local, Container("web"));
        var page = Open();

        page.Find("[data-testid=filter]").Input("health:ill");

        Assert.Contains("“health:ill” matches nothing. It can be: healthy, unhealthy, starting, none", page.Find("[data-testid=filter-wrong]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void FilterHelp_Opened_ShowsTermsThatAreNoneOfThemWrong()
    {
        var page = Open();

        page.Find("[data-testid=filter-help]").Click();

        var examples = page.FindAll("[data-testid=filter-help-text] code").Select(c => c.TextContent).ToList();
        Assert.Contains("label:team=blue", examples);
        Assert.All(examples, e => Assert.Null(FilterText.Parse(e).Wrong));
    }

    [Fact]
    public void Bulk_SomeFail_EachIsNamedWithItsReason_AndTheFailedAreTriedAgain()
    {
        Engine.Containers.Load(Engine.Local, Container("web", ContainerState.Exited), Container("db", ContainerState.Exited));
        Engine.Containers.Load(Engine.Environments.All[1], Container("photos", ContainerState.Exited));
        var broken = true;
        Engine.Commands.Answers(run => broken && run.Environment != Engine.Local
            ? CommandResult.Failure(new EngineError(EngineErrorKind.Unreachable, "nas does not answer"))
            : Result((StartContainers)run.Command, name => broken && name == "db" ? "port 80 is taken" : null));
        var page = Open();
        page.Find("[data-testid=select-all]").Change(true);

        Button(page, "bulk-actions", "Start").Click();

        page.WaitForAssertion(() => Assert.Equal(
            [("local/db", "port 80 is taken"), ("nas/photos", "nas does not answer")],
            page.FindAll("[data-testid=bulk-failures] dt").Zip(page.FindAll("[data-testid=bulk-failures] dd"), (n, e) => (n.TextContent, e.TextContent))));
        Assert.Equal("Start: 1 done, 2 failed", page.Find("[data-testid=bulk-outcome] strong").TextContent.Trim());
        Assert.Contains("local/web", page.Find("[data-testid=bulk-done]").TextContent, StringComparison.Ordinal);

        broken = false;
        page.Find("[data-testid=bulk-retry]").Click();

        page.WaitForAssertion(() => Assert.Equal("Start: 2 done", page.Find("[data-testid=bulk-outcome] strong").TextContent.Trim()));
        Assert.Equal(["docker start db", "docker start photos"], Engine.Commands.Lines.Skip(2).Order());
        Assert.Empty(page.FindAll("[data-testid=bulk-retry]"));
    }

    [Fact]
    public void Row_OfWhichNothingChanged_IsNotDrawnAgain()
    {
        Engine.Containers.Load(Engine.Local, Container("web"), Container("db"));
        var page = Open();
        var (web, db) = (ChipOf(page, "web").RenderCount, ChipOf(page, "db").RenderCount);

        Engine.Containers.Put(Engine.Local, Container("web", ContainerState.Exited));

        page.WaitForAssertion(() => Assert.Equal("exited", page.Find("tr[data-container=web]").GetAttribute("data-state")));
        Assert.True(ChipOf(page, "web").RenderCount > web);
        Assert.Equal(db, ChipOf(page, "db").RenderCount);
    }

    private static ContainerSummary Shop(string name) => Labelled(name, "com.docker.compose.project", "shop");

    private static ContainerSummary Labelled(string name, string key, string value) =>
        Container(name, labels: new Dictionary<string, string> { [key] = value });

    private static CommandResult Result(ContainersCommand command, Func<string, string?> failure)
    {
        var targets = command.Containers.Select(c => new TargetResult(c, failure(c.Value) is { } words ? new EngineError(EngineErrorKind.Conflict, words) : null)).ToList();
        return new CommandResult(targets.Exists(t => t.Error is not null) ? 1 : 0, "", "") { Targets = targets };
    }

    private static IEnumerable<string?> Names(IRenderedComponent<IComponent> page) =>
        page.FindAll("tr[data-container]").Select(r => r.GetAttribute("data-container"));

    private static string Cell(IRenderedComponent<IComponent> page, string name, string column) =>
        page.Find($"tr[data-container={name}] td.col-{column}").TextContent.Trim();

    private static IElement Button(IRenderedComponent<IComponent> page, string within, string text) =>
        page.FindAll($"[data-testid={within}] button").Single(b => b.TextContent.Trim() == text);

    private static IRenderedComponent<StateChip> ChipOf(IRenderedComponent<IComponent> page, string name) =>
        page.FindComponents<ContainerTableRow>().Single(r => r.Instance.Row.Container.Name == name).FindComponent<StateChip>();

    private void Keep(ListChoices choices) =>
        JSInterop.Setup<string?>("localStorage.getItem", "containers:1").SetResult(ChoiceText.Write(choices));

    private string Kept() => (string)JSInterop.Invocations["localStorage.setItem"][^1].Arguments[1]!;

    private IRenderedComponent<IComponent> Open() => RenderInLayout<ContainersPage>();
}
