using AngleSharp.Dom;
using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers;

public sealed class ContainerPageTests : DashboardContext
{
    private readonly IRenderedComponent<IComponent> _layout;

    public ContainerPageTests()
    {
        _layout = RenderInLayout(_ => { });
        Engine.Containers.Load(Engine.Local, Container("web"), Container("db"));
    }

    [Theory]
    [InlineData("local", "gone")]
    [InlineData("local", "../etc")]
    [InlineData("mars", "web")]
    [InlineData("../mars", "web")]
    public void Render_NoSuchContainerOrEngine_SaysSoAndLeadsBack(string environment, string container)
    {
        var page = Open(container, environment: environment);

        var missing = page.WaitForElement("[data-testid=container-missing]");
        Assert.Contains($"“{container}” on {environment}", missing.TextContent, StringComparison.Ordinal);
        Assert.Equal("/containers", missing.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Render_ContainerThatMayNotBeSeen_LooksLikeOneThatIsNotThere()
    {
        var missing = Open("gone").WaitForElement("[data-testid=container-missing]").TextContent;
        Engine.Containers.CanSee = (_, c) => c.Name != "web";

        Assert.Equal(missing.Replace("gone", "web", StringComparison.Ordinal), Open("web").WaitForElement("[data-testid=container-missing]").TextContent);
    }

    [Fact]
    public void Render_EngineAway_SaysWhy()
    {
        Engine.Containers.InspectError = new EngineError(EngineErrorKind.Unreachable, "Nobody listens on unix:///nowhere.");

        var page = Open("web");

        page.WaitForAssertion(() => Assert.Equal("Nobody listens on unix:///nowhere.", page.Find(".error-notice-message").TextContent));
    }

    [Fact]
    public void Store_EngineComesBack_ShowsTheContainer()
    {
        Engine.Containers.MarkStale(Engine.Local);
        Engine.Containers.InspectError = new EngineError(EngineErrorKind.Unreachable, "away");
        var page = Open("web");
        page.WaitForElement(".error-notice");

        Engine.Containers.InspectError = null;
        Engine.Containers.Load(Engine.Local, Container("web"));

        page.WaitForAssertion(() => Assert.Equal("web", page.Find("h1").TextContent));
    }

    [Fact]
    public void Render_ById_ShowsItsNameAndState()
    {
        var page = Open(IdOf("web"));

        Assert.Equal("web", page.Find("h1").TextContent);
        Assert.Equal("Running", page.Find(".state-word").TextContent.Trim());
    }

    [Theory]
    [InlineData(null, "overview")]
    [InlineData("log", "log")]
    [InlineData("terminal", "terminal")]
    [InlineData("nonsense", "overview")]
    public void Render_Tab_IsTheOneInTheUrlAndTheOthersAreNotThereYet(string? tab, string active)
    {
        var page = Open("web", tab);

        Assert.Equal([$"tab-{active}"], page.FindAll("[aria-current=page]").Select(t => t.GetAttribute("data-testid")));
        string[] tabs = ["overview", "log", "terminal", "usage", "limits", "timeline", "processes", "files", "changes", "inspect"];
        Assert.Equal(tabs.Select(t => $"/containers/local/web/{t}"), page.FindAll(".container-tabs a").Select(a => a.GetAttribute("href")));
        Assert.Equal(
            (active == "overview", active == "log", active == "terminal"),
            (page.FindAll(".overview").Count == 1, page.FindAll("log-view").Count == 1, page.FindAll("terminal-view").Count == 1));
        Assert.False(page.FindAll(".container-panel").Single(p => p.ChildElementCount > 0).HasAttribute("hidden"));
    }

    [Fact]
    public void ProcessesTab_OfARunningContainer_AsksDockerTopById()
    {
        Engine.Commands.Answers(_ => new CommandResult(0, "PID                 CMD\n1                   sleep <b>    x\n12                  sh\n", ""));

        var page = Open("web", "processes");

        page.WaitForAssertion(() => Assert.Equal("PID  CMD\n1    sleep <b>    x\n12   sh", page.Find(".process-table").TextContent));
        Assert.Equal([$"docker top {IdOf("web")[..12]}"], Engine.Commands.Lines);
    }

    [Fact]
    public void ProcessesTab_OfAStoppedContainer_SaysThatThereAreNone()
    {
        Engine.Containers.Load(Engine.Local, Container("web", ContainerState.Exited));

        var page = Open("web", "processes");

        page.WaitForElement("[data-testid=processes-none]");
        Assert.Empty(Engine.Commands.Lines);
    }

    [Fact]
    public void ChangesTab_Paths_AreListedAndFiltered()
    {
        Engine.Commands.Answers(_ => new CommandResult(0, "C /etc\nA /etc/odd\nname\nD /tmp/<i>\n", ""));

        var page = Open("web", "changes");

        page.WaitForAssertion(() => Assert.Equal(["/etc", "/etc/odd\nname", "/tmp/<i>"], page.FindAll(".file-change-path").Select(p => p.TextContent)));
        page.Find(".file-changes-search").Input("tmp");
        Assert.Equal(["D"], page.FindAll(".file-change").Select(p => p.GetAttribute("data-kind")));
    }

    [Fact]
    public void ChangesTab_NothingChanged_SaysSo()
    {
        Engine.Commands.Answers(_ => new CommandResult(0, "", ""));

        Open("web", "changes").WaitForElement("[data-testid=changes-none]");
    }

    [Fact]
    public void InspectTab_WhoMayReveal_GetsSecretsOnlyWhenAsked()
    {
        Engine.Commands.Answers(run => new CommandResult(
            0, run.Actor.Rights.HasFlag(Right.RevealSecrets) ? """[{"Config":{"Env":["PW=hunter2"]}}]""" : """[{"Config":{"Env":["PW=****"],"Tty":true}}]""", ""));

        var page = Open("web", "inspect");

        page.WaitForAssertion(() => Assert.Contains("****", page.Find("[data-testid=inspect-json]").TextContent, StringComparison.Ordinal));
        page.Find("[data-testid=inspect-search]").Input("tty TRUE");
        Assert.Equal("Config.Tty", page.Find("[data-testid=inspect-found] dt").TextContent);
        page.Find("[data-testid=inspect-search]").Input("no such words");
        Assert.Empty(page.FindAll("[data-testid=inspect-found]"));
        page.Find("[data-testid=inspect-search]").Input("");
        page.Find("[data-testid=inspect-reveal] input, input[data-testid=inspect-reveal]").Change(true);
        page.WaitForAssertion(() => Assert.Contains("hunter2", page.Find("[data-testid=inspect-json]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Reading_EngineRefuses_SaysWhyAndCanBeTriedAgain()
    {
        var error = new EngineError(EngineErrorKind.Unreachable, "Nobody listens.");
        Engine.Commands.Answers(_ => CommandResult.Failure(error));
        var page = Open("web", "changes");
        page.WaitForAssertion(() => Assert.Equal("Nobody listens.", page.Find(".error-notice-message").TextContent));

        Engine.Commands.Answers(_ => new CommandResult(0, "", ""));
        page.Find("[data-testid=reading-refresh]").Click();

        page.WaitForElement("[data-testid=changes-none]");
    }

    [Fact]
    public void Tab_Left_StaysAliveAndHidden()
    {
        var page = Open("web", "log");
        var log = page.Find("log-view");
        Assert.Equal(("local", IdOf("web")), (log.GetAttribute("environment"), log.GetAttribute("container")));

        page.Render(p => p.Add(c => c.Tab, "terminal"));

        Assert.True(page.Find("log-view").ParentElement!.HasAttribute("hidden"));
        Assert.False(page.Find("terminal-view").ParentElement!.HasAttribute("hidden"));
    }

    [Fact]
    public void Render_AnotherContainer_StartsAfresh()
    {
        var page = Open("web", "log");
        page.Render(p => p.Add(c => c.Tab, "terminal"));

        page.Render(p => p.Add(c => c.Container, "db").Add(c => c.Tab, "log"));

        page.WaitForAssertion(() => Assert.Equal("db", page.Find("h1").TextContent));
        Assert.Equal(IdOf("db"), page.Find("log-view").GetAttribute("container"));
        Assert.Empty(page.FindAll("terminal-view"));
    }

    [Fact]
    public void Terminal_StoppedContainer_SaysSoUntilItRuns()
    {
        Engine.Containers.Put(Engine.Local, Container("web", ContainerState.Exited));
        var page = Open("web", "terminal");
        Assert.NotNull(page.Find("[data-testid=terminal-not-running]"));
        Assert.Empty(page.FindAll("terminal-view"));

        Engine.Containers.Put(Engine.Local, Container("web"));

        page.WaitForElement("terminal-view");
    }

    [Fact]
    public void Terminal_ContainerStopsUnderIt_StaysWithWhatItShows()
    {
        var page = Open("web", "terminal");

        Engine.Containers.Put(Engine.Local, Container("web", ContainerState.Exited));

        page.WaitForAssertion(() => Assert.Equal("Exited", page.Find(".state-word").TextContent.Trim()));
        Assert.Single(page.FindAll("terminal-view"));
    }

    [Fact]
    public void Store_ContainerRemoved_SaysSoAndKeepsWhatWasKnown()
    {
        var page = Open("web");

        Engine.Containers.Remove(Engine.Local, IdOf("web"));

        page.WaitForAssertion(() => Assert.Contains("has been removed", page.Find(".mud-alert").TextContent, StringComparison.Ordinal));
        Assert.Equal("web", page.Find("h1").TextContent);
        // Another container may have its name by now: no button may act on that one.
        Assert.Empty(page.FindAll(".container-actions"));
    }

    [Theory]
    [InlineData("en", "Your access has ended")]
    [InlineData("ko", "접근 권한이 해제되었습니다")]
    public void Store_RightIsTakenAway_SaysSoAndShowsNothingMore(string language, string said)
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(language);
        var rights = new Rights();
        SignIn(new Actor("1", "kim", "browser", rights, Right.All));
        Engine.Containers.CanSee = (_, c) => c.Name != "web" || rights.Held != Right.None;
        Engine.Containers.Describe(DetailsBuilder.Details(Container("web"), [new("MODE", "colour-of-the-sea")]));
        var page = Open("web");
        page.WaitForAssertion(() => Assert.Contains("colour-of-the-sea", page.Markup, StringComparison.Ordinal));

        rights.Held = Right.None;
        Engine.Containers.Put(Engine.Local, Container("web", status: "Up 7 minutes"));

        page.WaitForAssertion(() => Assert.Contains(said, page.Find("[data-testid=container-shut-out]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("has been removed", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("colour-of-the-sea", page.Markup, StringComparison.Ordinal);
        System.Globalization.CultureInfo.CurrentUICulture = before;
    }

    [Fact]
    public void Store_OtherContainersChange_InspectsNothingAgain()
    {
        var page = Open("web");
        Engine.Containers.Put(Engine.Local, Container("web", status: "Up 6 minutes"));
        page.WaitForAssertion(() => Assert.Equal("Up 6 minutes", page.Find(".state-chip").GetAttribute("title")));
        var list = Render<ContainersPage>();
        var before = Engine.Containers.Inspections;

        // Twice, so that the page's pause between two looks is over when the list shows the second.
        foreach (var state in (ContainerState[])[ContainerState.Exited, ContainerState.Running])
        {
            Engine.Containers.Put(Engine.Local, Container("db", state));
            var shown = state.ToString().ToLowerInvariant();
            list.WaitForAssertion(() => Assert.Equal(shown, list.Find("tr[data-container=db]").GetAttribute("data-state")));
        }

        Engine.Containers.Put(Engine.Local, Container("web", status: "Up 7 minutes"));

        page.WaitForAssertion(() => Assert.Equal("Up 7 minutes", page.Find(".state-chip").GetAttribute("title")));
        Assert.Equal(before + 1, Engine.Containers.Inspections);
    }

    [Fact]
    public void Stop_Clicked_RunsDockerStop()
    {
        var page = Open("web");

        Button(page, "Stop").Click();

        page.WaitForAssertion(() => Assert.Equal(["docker stop web"], Engine.Commands.Lines));
        Assert.Equal((Actor, Engine.Local), (Engine.Commands.Runs[0].Actor, Engine.Commands.Runs[0].Environment));
    }

    [Fact]
    public void Stop_WhileItRuns_ButtonsAreDisabled()
    {
        var gate = new TaskCompletionSource();
        Engine.Commands.SucceedsAfter(gate.Task);
        var page = Open("web");

        Button(page, "Stop").Click();

        page.WaitForAssertion(() => Assert.All(page.FindAll(".container-actions button"), b => Assert.True(b.HasAttribute("disabled"))));
        gate.SetResult();
        page.WaitForAssertion(() => Assert.All(page.FindAll(".container-actions button"), b => Assert.False(b.HasAttribute("disabled"))));
    }

    [Fact]
    public void Remove_RunningContainer_AsksAndForces()
    {
        var page = Open("web");

        Button(page, "Remove").Click();

        _layout.WaitForElement("[data-testid=confirm-ok]");
        Assert.Equal("docker rm --force web", _layout.Find(".mud-dialog code").TextContent);
    }

    [Theory]
    [InlineData(ContainerState.Running, Right.View, "")]
    [InlineData(ContainerState.Running, Right.View | Right.Restart, "Restart")]
    [InlineData(ContainerState.Exited, Right.View | Right.Restart, "Start,Restart")]
    [InlineData(ContainerState.Running, Right.View | Right.Stop, "Stop,Kill")]
    [InlineData(ContainerState.Exited, Right.View | Right.Stop, "")]
    [InlineData(ContainerState.Running, Right.View | Right.Operate, "Stop,Restart,Kill")]
    [InlineData(ContainerState.Exited, Right.View | Right.Operate, "Start,Restart")]
    [InlineData(ContainerState.Running, Right.View | Right.Remove, "Protect,Remove")]
    [InlineData(ContainerState.Running, Right.All, "Stop,Restart,Kill,Protect,Remove")]
    public void Actions_RightsAndState_DecideTheButtons(ContainerState state, Right rights, string buttons)
    {
        SignIn(rights);
        Engine.Containers.Put(Engine.Local, Container("web", state));

        var page = Open("web");

        Assert.Equal(buttons, string.Join(',', page.FindAll(".container-actions button").Select(b => b.TextContent.Trim())));
    }

    [Fact]
    public async Task Dispose_PageLeft_WatchesNoMore()
    {
        var asked = 0;
        Open("web");
        Render<ContainersPage>();
        await DisposeComponentsAsync();
        Engine.Containers.CanSee = (_, _) => ++asked > 0;

        Engine.Containers.Put(Engine.Local, Container("web", ContainerState.Exited));

        Assert.Equal(0, asked);
    }

    private static IElement Button(IRenderedComponent<ContainerPage> page, string text) =>
        page.FindAll(".container-actions button").Single(b => b.TextContent.Trim() == text);

    private IRenderedComponent<ContainerPage> Open(string container, string? tab = null, string environment = "local") =>
        Render<ContainerPage>(p => p.Add(c => c.Environment, environment).Add(c => c.Container, container).Add(c => c.Tab, tab));

    private sealed class Rights : IRightsSource
    {
        public event Action? Changed;

        public Right Held
        {
            get;
            set
            {
                field = value;
                Changed?.Invoke();
            }
        } = Right.All;

        public IReadOnlyCollection<GrantScope> Scopes => [];

        public GrantSet Of(string userId) => GrantSet.Of(Held);

        public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
