using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Images.Builds;
using Dashboard.Services.Images.Builds.Runs;
using Dashboard.Testing;
using Dashboard.Web.Images.Builds;
using Dashboard.Web.Shell;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Images;

public sealed class BuildPageTests : DashboardContext
{
    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private IBuilds Builds => Services.GetRequiredService<IBuilds>();

    [Fact]
    public void Render_Empty_ShowsAnExampleAndThatNothingWasBuiltYet()
    {
        var page = Page();

        Assert.Contains("FROM alpine", page.Find("[data-testid=build-editor]").GetAttribute("text"), StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-testid=build-none]"));
        Assert.Empty(page.FindAll("[data-testid=build-output],[data-testid=build-history],[data-testid=build-missing]"));
        Assert.False(page.Find("[data-testid=build-start]").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(Right.View | Right.Create, false, "local")]
    [InlineData(Right.View, true, "local")]
    [InlineData(Right.All, true, "nosuch")]
    public void Render_ByWhoMayNotBuildThere_IsARefusalAndNoForm(Right rights, bool isRefused, string environment)
    {
        SignIn(rights);

        var page = Page(environment);

        Assert.Equal(isRefused, page.FindAll("[role=alert]").Count > 0);
        Assert.Equal(isRefused, page.FindAll("[data-testid=build-start]").Count == 0);
        Assert.Empty(Builds.SeenBy(Actor, Engine.Local));
    }

    [Fact]
    public void Editor_WithAMistake_ListsWhatIsWrongAtItsLineAndMarksIt()
    {
        var page = Page();
        Assert.Empty(page.FindAll("[data-testid=build-findings] li.error"));

        page.Find("[data-testid=build-editor]").Change("FROM a:1\nRUNN make\n");

        var finding = Assert.Single(page.FindAll("[data-testid=build-findings] li.error"));
        Assert.Contains("RUNN", finding.TextContent, StringComparison.Ordinal);
        Assert.Contains("2", finding.QuerySelector(".line")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"line\":2", page.Find("[data-testid=build-editor]").GetAttribute("findings"), StringComparison.Ordinal);

        page.Find("[data-testid=build-editor]").Change("");
        Assert.True(page.Find("[data-testid=build-start]").HasAttribute("disabled"));
        Assert.NotEmpty(page.FindAll(".build-missing"));
    }

    [Fact]
    public void Form_FilledIn_IsTheCommandThatIsShown()
    {
        var page = Page();
        page.Find("[data-testid=build-editor]").Change("FROM a:1 AS base\nARG TOKEN\nFROM base AS shop\n");

        Assert.Equal(["TOKEN"], page.FindAll("#build-args-names option").Select(o => o.GetAttribute("value")));
        page.Find("[data-testid=build-tags]").Input("shop:1, shop:2");
        page.Find("[data-testid=build-target]").Input("base");
        page.Find("[data-testid=build-args-add]").Click();
        page.FindAll("[data-testid=build-args] input")[0].Input("TOKEN");
        page.FindAll("[data-testid=build-args] input")[1].Input("s3cret");
        page.Find("[data-testid=build-platform]").Input("linux/arm64");
        page.Find("[data-testid=build-no-cache]").Change(true);

        Assert.Equal(
            "docker build --build-arg 'TOKEN=********' --no-cache --platform linux/arm64 --tag shop:1 --tag shop:2 --target base -",
            page.Find(".command-preview-line").TextContent);
        Assert.Equal("password", page.FindAll("[data-testid=build-args] input")[1].GetAttribute("type"));
        Assert.Equal(["base", "shop"], page.FindAll("#build-stages option").Select(o => o.GetAttribute("value")));
    }

    [Fact]
    public void Tags_ThatAreNoNames_AreToldAndNothingCanBegin()
    {
        var page = Page();

        page.Find("[data-testid=build-tags]").Input("Shop");

        Assert.Contains("must be lowercase", page.Find(".build-fields .wrong").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=build-start]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Git_Repository_IsJudgedAndBuilt()
    {
        var page = Page();
        await page.Find("[data-testid=build-Git]").ClickAsync(new());
        Assert.True(page.Find("[data-testid=build-start]").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("[data-testid=build-editor],.build-form .wrong"));

        await page.Find("[data-testid=build-git]").InputAsync("git@github.com:a/b.git");
        Assert.Contains("over https only", page.Find(".build-form .wrong").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=build-start]").HasAttribute("disabled"));

        await page.Find("[data-testid=build-git]").InputAsync("https://example.org/shop.git#main:app");
        Assert.Empty(page.FindAll(".build-form .wrong"));
        await page.Find("[data-testid=build-start]").ClickAsync(new() { Detail = 1 });
        await Assert.Single(Builds.SeenBy(Actor, Engine.Local)).Completion.WaitAsync(Stop);

        var run = Assert.Single(Engine.Commands.Runs);
        Assert.Equal(("docker build 'https://example.org/shop.git#main:app'", null), (run.ToString(), run.Files.Input));
    }

    [Fact]
    public async Task Start_ClickedTwiceAtOnce_BuildsOnceAndShowsIt()
    {
        var gate = new TaskCompletionSource();
        Engine.Commands.SucceedsAfter(gate.Task);
        var page = Page();
        await page.Find("[data-testid=build-tags]").InputAsync("shop:1");

        await page.Find("[data-testid=build-start]").ClickAsync(new MouseEventArgs { Detail = 1 });
        await page.Find("[data-testid=build-start]").ClickAsync(new MouseEventArgs { Detail = 2 });

        var run = Assert.Single(Builds.SeenBy(Actor, Engine.Local));
        Assert.EndsWith($"?{AppUrls.BuildQuery}={run.Record.Id:N}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        gate.SetResult();
        await run.Completion.WaitAsync(Stop);
        Assert.Equal("docker build --tag shop:1 -", Assert.Single(Engine.Commands.Lines));

        // Once more, after it: that is meant.
        await page.Find("[data-testid=build-start]").ClickAsync(new MouseEventArgs { Detail = 1 });
        Assert.Equal(2, Builds.SeenBy(Actor, Engine.Local).Count);
        await Task.WhenAll(Builds.SeenBy(Actor, Engine.Local).Select(r => r.Completion)).WaitAsync(Stop);
    }

    [Fact]
    public async Task History_WithAFailedBuild_ShowsItsStepsAndFillsTheFormAgain()
    {
        Engine.Commands.Answers(run =>
        {
            run.Progress!.Report(new LayerProgress("", "Step 1/1 : FROM <b>:1\n", 0, 0) { IsPiece = true });
            return CommandResult.Failure(new EngineError(EngineErrorKind.Failed, "manifest unknown"));
        });
        var failed = Builds.Start(Actor, Engine.Local, new BuildImage { Context = "-", Tags = ["shop:1"], Target = "x" }, null, "FROM <b>:1\n");
        await failed.Completion.WaitAsync(Stop);
        Services.GetRequiredService<NavigationManager>().NavigateTo(AppUrls.Build("local", failed.Record.Id));

        var page = Page();

        Assert.Equal("Failed", page.Find("[data-testid=build-output]").GetAttribute("data-state"));
        Assert.Contains("FROM <b>:1", page.Find("[data-testid=build-step]").TextContent, StringComparison.Ordinal);
        Assert.Contains("manifest unknown", page.Find("[data-testid=build-step] pre").TextContent, StringComparison.Ordinal);
        Assert.Equal("Failed", page.Find("[data-testid=build-past]").GetAttribute("data-state"));
        await page.Find("[data-testid=build-again]").ClickAsync(new());
        Assert.Equal("docker build --tag shop:1 --target x -", page.Find(".build-go .command-preview-line").TextContent);
        Assert.Equal("FROM <b>:1\n", page.Find("[data-testid=build-editor]").GetAttribute("text"));
    }

    private IRenderedComponent<BuildPage> Page(string environment = "local") => Render<BuildPage>(p => p.Add(x => x.Environment, environment));
}
