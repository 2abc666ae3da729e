using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Shell;

/// <summary>What a newcomer does first: <c>./run.sh --demo</c>, the link, three containers, stop one, its log, a shell.</summary>
public sealed class FirstSliceTests(BrowserFixture fixture)
{
    [Fact]
    public async Task RunDemo_FromItsSetupLink_LeadsToLiveContainersALogAndAShell()
    {
        var token = TestContext.Current.CancellationToken;
        await using var run = await RunScript.StartDemoAsync(fixture.Engine, token);
        await using var context = await fixture.Chromium.NewContextAsync();
        await using var browser = new BrowserPage(context, await context.NewPageAsync());
        var page = browser.Page;

        await TestBrowser.SetUpAsync(page, run.SetupLink);
        foreach (var name in (string[])["demo-web", "demo-logger", "demo-shell"])
        {
            await Assertions.Expect(browser.Row(name)).ToHaveAttributeAsync("data-state", "running");
        }

        // If the page were loaded again, this mark would be gone.
        await page.EvaluateAsync("() => { window.notReloaded = true; }");
        (await fixture.Engine.DockerAsync(token, "stop", "demo-web")).EnsureSuccess();
        await Assertions.Expect(browser.Row("demo-web")).ToHaveAttributeAsync("data-state", "exited");
        Assert.True(await page.EvaluateAsync<bool>("() => window.notReloaded === true"));

        await browser.Row("demo-logger").Locator("a[data-row-open]").ClickAsync();
        await page.GetByTestId("tab-log").ClickAsync();
        await page.Locator("log-view").WaitForAsync();
        await Eventually.ThatAsync(async () => await browser.LogLinesAsync() > 0, TimeSpan.FromSeconds(10), "the log shows lines", token);
        var lines = await browser.LogLinesAsync();
        await Eventually.ThatAsync(async () => await browser.LogLinesAsync() > lines + 1, TimeSpan.FromSeconds(10), "the log follows", token);

        await page.GotoAsync(new Uri(new Uri(page.Url), "/containers/local/demo-shell/terminal").ToString());
        await page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");
        await page.Keyboard.TypeAsync("id\n");
        await browser.UntilTerminalShowsAsync("uid=0(root) gid=0(root)");
    }
}
