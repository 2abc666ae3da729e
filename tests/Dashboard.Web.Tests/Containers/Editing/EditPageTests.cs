using AngleSharp.Dom;
using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Testing;
using Dashboard.Web.Containers.Editing;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers.Editing;

public sealed class EditPageTests : DashboardContext
{
    private const string Made = "docker run -d --name web -e DB_PASSWORD -e COLOUR=red -p 80:80 nginx:1.27";

    private readonly IRenderedComponent<IComponent> _layout;

    public EditPageTests()
    {
        _layout = RenderInLayout(_ => { });
        Engine.Containers.Load(Engine.Local, Container("web"));
        Engine.Creation.Describe("web", Made, "DB_PASSWORD");
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Form_OfAContainer_IsFilledAndKeepsWhatIsWithheld()
    {
        var page = Open();

        Assert.Equal("Edit web", page.Find("h1").TextContent);
        Assert.Equal(("nginx:1.27", "web"), (Value(page, "#create-image"), Value(page, "[id='option--name']")));
        Assert.Equal(("DB_PASSWORD", "", "kept: type to replace"), (Value(page, Cell("--env", 0)), Value(page, Cell("--env", 1)), page.Find(Cell("--env", 1)).GetAttribute("placeholder")));
        Assert.Contains("DB_PASSWORD", page.Find("[data-testid=edit-kept]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Nothing is changed yet", page.Find("[data-testid=edit-count]").TextContent);
        Assert.Equal(Recreation(Made), CommandLine.Parse(Line(page)));
    }

    [Fact]
    public void Review_Changed_ShowsOldBesideNewAndDoesNothingUntilConfirmed()
    {
        var page = Open();
        Type(page, "[id='option--memory']", "512m");
        Type(page, Cell("--env", 1), "new-secret");
        Assert.Equal("2 changes", page.Find("[data-testid=edit-count]").TextContent);

        Click(page, "[data-testid=edit-review]");

        _layout.WaitForElement("[data-testid=changes]");
        Assert.Equal(["DB_PASSWORD=********"], Words("--env", "before"));
        Assert.Equal(["DB_PASSWORD=********"], Words("--env", "after"));
        Assert.Equal(["512m"], Words("--memory", "after"));
        Assert.Equal("not set", _layout.Find("[data-change='--memory'] .before").TextContent.Trim());
        Assert.Contains("'DB_PASSWORD=••••••'", _layout.Find(".mud-dialog .command-preview-line").TextContent, StringComparison.Ordinal);
        Assert.Empty(Engine.Commands.Runs);
        _layout.Find("[data-testid=edit-confirm]").Click();

        page.WaitForAssertion(() => Assert.EndsWith("/containers/local/web", Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(
            Recreation("docker run -d --name web -e DB_PASSWORD=new-secret -e COLOUR=red -p 80:80 -m 512m nginx:1.27"), Engine.Commands.Runs.Single().Command);
    }

    [Fact]
    public void Review_ChangedByOthersMeanwhile_ComparesWithHowItIsNow()
    {
        var page = Open();
        Type(page, "[id='option--memory']", "512m");
        Engine.Creation.Describe("web", Made.Replace("nginx:1.27", "-m 1g --cpus 2 nginx:1.27", StringComparison.Ordinal), "DB_PASSWORD");

        Click(page, "[data-testid=edit-review]");

        _layout.WaitForElement("[data-testid=changes]");
        Assert.Equal(["1g", "512m"], [.. Words("--memory", "before"), .. Words("--memory", "after")]);
        Assert.Equal(["2"], [.. Words("--cpus", "before"), .. Words("--cpus", "after")]);
    }

    [Fact]
    public void Review_OfOneThatIsGone_SaysSo()
    {
        var page = Open();
        Engine.Containers.Remove(Engine.Local, IdOf("web"));

        Click(page, "[data-testid=edit-review]");

        page.WaitForAssertion(() => Assert.Equal("No such container: web", page.Find(".error-notice-message").TextContent));
        Assert.Empty(_layout.FindAll(".mud-dialog"));
    }

    [Fact]
    public void Withheld_TypedAndTakenBack_IsKeptAgain()
    {
        var page = Open();
        Type(page, Cell("--env", 1), "x");

        Type(page, Cell("--env", 1), "");

        Assert.Equal("Nothing is changed yet", page.Find("[data-testid=edit-count]").TextContent);
        Assert.Contains("--env DB_PASSWORD ", Line(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Review_GivenUp_RunsNothing()
    {
        var page = Open();
        Click(page, "[data-testid=edit-review]");

        _layout.WaitForElement("[data-testid=edit-cancel]").Click();

        _layout.WaitForAssertion(() => Assert.Empty(_layout.FindAll(".mud-dialog")));
        Assert.Empty(Engine.Commands.Runs);
    }

    [Fact]
    public void Send_RolledBack_SaysSoAndKeepsTheForm()
    {
        Engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.Failed, "The new container ended with exit code 1. web is as it was.")));
        var page = Open();
        Type(page, "#create-command", "false");

        Send(page);

        page.WaitForAssertion(() => Assert.Equal("The new container ended with exit code 1. web is as it was.", page.Find(".error-notice-message").TextContent));
        Assert.Equal("web was not replaced", page.Find(".error-notice-title").TextContent);
        Assert.Equal("false", Value(page, "#create-command"));
    }

    [Fact]
    public async Task Send_PageLeftMeanwhile_GoesOn()
    {
        var token = CancellationToken.None;
        var gate = new TaskCompletionSource();
        Engine.Commands.Answers(async (_, cancellation) =>
        {
            token = cancellation;
            await gate.Task;
            return new CommandResult(0, "", "");
        });
        var page = Open();
        Send(page);
        page.WaitForElement("[data-testid=edit-progress]");
        var before = Navigation.Uri;

        await DisposeComponentsAsync();

        Assert.False(token.IsCancellationRequested);
        gate.SetResult();
        Assert.Equal(before, Navigation.Uri);
    }

    [Fact]
    public void GiveUp_WhileItIsMade_CancelsAndSaysWhatIsLeft()
    {
        Engine.Commands.Answers(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return new CommandResult(0, "", "");
        });
        var page = Open();
        Send(page);

        page.WaitForElement("[data-testid=edit-give-up]");
        Click(page, "[data-testid=edit-give-up]");

        page.WaitForAssertion(() => Assert.Equal("Given up: web is as it was.", page.Find("[data-testid=create-note]").TextContent));
    }

    [Theory]
    [InlineData("docker container recreate --wait-timeout 5 --name web web busybox", null)]
    [InlineData("docker run --name web busybox", null)]
    [InlineData("docker container recreate other busybox", "This page edits web")]
    [InlineData("docker stop web", "This page edits web")]
    public void Paste_ALine_IsTakenWhenItIsAboutThisContainer(string line, string? problem)
    {
        var page = Open();
        Click(page, "[data-testid=line-edit]");

        Type(page, "[data-testid=line-input]", line);

        Assert.Equal(problem is not null, page.FindAll("[data-testid=line-problem]").Any(p => p.TextContent.StartsWith(problem!, StringComparison.Ordinal)));
        if (problem is null)
        {
            Click(page, "[data-testid=line-done]");
            Assert.Equal("busybox", Value(page, "#create-image"));
            Assert.Equal(line.Contains("--wait-timeout 5", StringComparison.Ordinal), Line(page).Contains("--wait-timeout 5", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void LiveCheck_IsAskedAboutTheCommandThatIsSent()
    {
        Open();

        Assert.True(SpinUntil(() => Engine.Creation.Checked.Count > 0));
        Assert.StartsWith("docker container recreate ", Engine.Creation.Checked[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Right.View | Right.Create | Right.Remove, false, false, "you need the rights")]
    [InlineData(Right.All, true, false, "is protected")]
    [InlineData(Right.All, false, true, "--rm")]
    [InlineData(Right.All, false, false, null)]
    public void Page_WhereItCannotBeDone_SaysWhyBeforeAnybodyTypes(Right rights, bool isProtected, bool isRemovedAtEnd, string? reason)
    {
        SignIn(rights);
        Engine.Protections.Set(IdOf("web"), isProtected);
        Engine.Containers.Describe(DetailsBuilder.Details(Container("web")) with { IsRemovedAtEnd = isRemovedAtEnd });

        var page = Open();

        Assert.Equal(reason is null, page.FindAll("input").Count > 0);
        Assert.Equal(reason is not null, page.FindAll("[data-testid=create-refused]").Any(r => r.TextContent.Contains(reason!, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("../etc")]
    public void Page_OfNothing_SaysSo(string container) =>
        Assert.Contains($"No such container: {container}", Open(container).Find("[data-testid=create-refused]").TextContent, StringComparison.Ordinal);

    private static RecreateContainer Recreation(string run) => RecreateContainer.From(ResourceName.Of("web"), (ContainerCreation)CommandLine.Parse(run));

    private static bool SpinUntil(Func<bool> condition) => SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(15));

    private string[] Words(string option, string side) => [.. _layout.FindAll($"[data-change='{option}'] .{side} code").Select(c => c.TextContent)];

    private void Send(IRenderedComponent<EditPage> page)
    {
        Click(page, "[data-testid=edit-review]");
        _layout.WaitForElement("[data-testid=edit-confirm]").Click();
    }

    private IRenderedComponent<EditPage> Open(string container = "web") =>
        Render<EditPage>(p => p.Add(c => c.Environment, "local").Add(c => c.Container, container));

    private static void Type(IRenderedComponent<EditPage> page, string selector, string text) => On(page, selector, field => field.Input(text));

    private static void Click(IRenderedComponent<EditPage> page, string selector) => On(page, selector, button => button.Click());

    // The check that runs beside may draw the page again at any time: found and used in one go, an element is the one that is there.
    private static void On(IRenderedComponent<EditPage> page, string selector, Action<IElement> act) =>
        page.InvokeAsync(() => act(page.Find(selector))).GetAwaiter().GetResult();

    private static string Cell(string option, int index) => $"[data-option='{option}'] .row:first-of-type input:nth-of-type({index + 1})";

    private static string Value(IRenderedComponent<EditPage> page, string selector) => page.Find(selector).GetAttribute("value") ?? "";

    private static string Line(IRenderedComponent<EditPage> page) => page.Find(".command-preview-line").TextContent;
}
