using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Containers;

public sealed class ContainersPageTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const string Trap = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Each test begins with an engine without containers.</summary>
    public async ValueTask DisposeAsync()
    {
        var ids = (await fixture.Engine.DockerAsync(CancellationToken.None, "ps", "-aq", "--filter", $"label={PrivateEngine.Label}")).Text;
        if (ids.Length > 0)
        {
            await fixture.Engine.DockerAsync(CancellationToken.None, ["rm", "-f", .. ids.Split('\n')]);
        }
    }

    [Fact]
    public async Task Page_WithoutContainers_ShowsWhatToDo()
    {
        await using var browser = await fixture.OpenAsync("/containers");
        await Expect(browser.Page.GetByTestId("containers-empty")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Rows_WhenTheCliActs_ChangeOnEveryOpenPage()
    {
        var token = TestContext.Current.CancellationToken;
        await using var one = await fixture.OpenAsync("/containers");
        await using var two = await fixture.OpenAsync("/containers");

        await fixture.Engine.RunContainerAsync("live", [], ["sh", "-c", Trap], token);
        await Expect(one.Row("live")).ToHaveAttributeAsync("data-state", "running");
        await Expect(two.Row("live")).ToHaveAttributeAsync("data-state", "running");

        await fixture.Engine.DockerAsync(token, "pause", "live");
        await Expect(one.Row("live")).ToHaveAttributeAsync("data-state", "paused");

        await fixture.Engine.DockerAsync(token, "rm", "-f", "live");
        await Expect(one.Row("live")).ToHaveCountAsync(0);
        await Expect(two.Row("live")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task StopButton_OfARow_StopsTheContainerAndShowsTheCommand()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("stoppable", [], ["sh", "-c", Trap], token);
        await using var browser = await fixture.OpenAsync("/containers");

        await browser.Row("stoppable").GetByTestId("stop").ClickAsync();

        await Expect(browser.Row("stoppable")).ToHaveAttributeAsync("data-state", "exited");
        await Expect(browser.Page.Locator(".mud-snackbar")).ToContainTextAsync("docker stop stoppable");
        Assert.Equal("exited", (await fixture.Engine.DockerAsync(token, "inspect", "-f", "{{.State.Status}}", "stoppable")).Text);

        await browser.Row("stoppable").GetByTestId("start").ClickAsync();
        await Expect(browser.Row("stoppable")).ToHaveAttributeAsync("data-state", "running");
    }

    [Fact]
    public async Task BulkRemove_OfASelection_AsksWithTheCommandAndRemovesAll()
    {
        var token = TestContext.Current.CancellationToken;
        foreach (var name in (string[])["bulk-1", "bulk-2", "kept"])
        {
            await fixture.Engine.RunContainerAsync(name, [], ["sh", "-c", Trap], token);
        }

        await using var browser = await fixture.OpenAsync("/containers");
        await browser.Row("bulk-1").Locator("input[type=checkbox]").CheckAsync();
        await browser.Row("bulk-2").Locator("input[type=checkbox]").CheckAsync();
        await browser.Page.GetByTestId("bulk-actions").GetByText("Remove").ClickAsync();
        await Expect(browser.Page.Locator(".command-preview-line")).ToHaveTextAsync("docker rm --force bulk-1 bulk-2");

        await browser.Page.GetByTestId("confirm-cancel").ClickAsync();
        await Expect(browser.Row("bulk-1")).ToBeVisibleAsync();

        await browser.Page.GetByTestId("bulk-actions").GetByText("Remove").ClickAsync();
        await browser.Page.GetByTestId("confirm-ok").ClickAsync();
        await Expect(browser.Row("bulk-1")).ToHaveCountAsync(0);
        await Expect(browser.Row("bulk-2")).ToHaveCountAsync(0);
        await Expect(browser.Row("kept")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Command_ThatTheEngineRefuses_ShowsItsOwnWords()
    {
        var token = TestContext.Current.CancellationToken;
        (await fixture.Engine.DockerAsync(token, "create", "--name", "broken", fixture.Engine.BusyboxImage, "/no/such/program")).EnsureSuccess();
        await using var browser = await fixture.OpenAsync("/containers");

        await browser.Row("broken").GetByTestId("start").ClickAsync();

        await Expect(browser.Page.Locator(".error-notice")).ToContainTextAsync("no such file or directory");
    }

    [Fact]
    public async Task Keyboard_SlashArrowsAndEnter_FilterAndOpen()
    {
        var token = TestContext.Current.CancellationToken;
        foreach (var name in (string[])["key-a", "key-b", "other"])
        {
            await fixture.Engine.RunContainerAsync(name, [], ["sh", "-c", Trap], token);
        }

        await using var browser = await fixture.OpenAsync("/containers");
        await Expect(browser.Row("other")).ToBeVisibleAsync();
        await browser.Page.Keyboard.PressAsync("/");
        await browser.Page.Keyboard.TypeAsync("key");
        await Expect(browser.Row("other")).ToHaveCountAsync(0);

        await browser.Page.Keyboard.PressAsync("ArrowDown");
        await browser.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(browser.Row("key-b")).ToBeFocusedAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.Page.WaitForURLAsync("**/containers/local/key-b");
        await Expect(browser.Page.Locator("h1")).ToHaveTextAsync("key-b");
    }

    [Fact]
    public async Task Page_OfAnUnknownContainer_SaysSo()
    {
        await using var browser = await fixture.OpenAsync("/containers/local/nosuch");
        await Expect(browser.Page.GetByTestId("container-missing")).ToContainTextAsync("nosuch");
    }

    [Fact]
    public async Task Page_WhenTheEngineHangs_SaysSoWithin5SecondsAndRecoversWithoutReload()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("DASHBOARD_TEST_ENGINE") is not null, "A borrowed engine is never suspended.");
        await fixture.Engine.RunContainerAsync("hanging", [], ["sh", "-c", Trap], TestContext.Current.CancellationToken);
        await using var browser = await fixture.OpenAsync("/containers");
        await Expect(browser.Row("hanging")).ToBeVisibleAsync();
        var banner = browser.Page.GetByTestId("engine-banner");

        fixture.Engine.Suspend();
        try
        {
            await Expect(banner).ToContainTextAsync("did not answer within", new() { Timeout = 5000 });
            await Expect(browser.Row("hanging")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("stale"));
        }
        finally
        {
            fixture.Engine.Resume();
        }

        await Expect(banner).ToHaveCountAsync(0);
        await Expect(browser.Row("hanging")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("stale"));
    }

    [Theory]
    [InlineData("/containers")]
    [InlineData("/containers/local/narrow")]
    [InlineData("/containers/local/narrow/log")]
    [InlineData("/containers/local/narrow/terminal")]
    public async Task Page_At390Pixels_DoesNotScrollSideways(string path)
    {
        await fixture.Engine.RunContainerAsync("narrow", [], ["sh", "-c", Trap], TestContext.Current.CancellationToken);
        await using var browser = await fixture.OpenAsync(path, new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await Expect(browser.Page.Locator("h1")).ToBeVisibleAsync();
        Assert.Equal(390, await browser.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }
}
