using Dashboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Terminals;

public sealed class TerminalViewTests(BrowserFixture fixture)
{
    [Fact]
    public async Task TerminalView_Typed_AnswersResizesAndShowsTheExitCode()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("shell-typed", [], ["sleep", "600"], token);
        await using var browser = await fixture.OpenAsync("/containers/local/shell-typed/terminal", new() { ViewportSize = new() { Width = 1200, Height = 700 } });
        var page = browser.Page;
        await page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");

        await page.Keyboard.TypeAsync("echo 한글 $((6*7)); stty size\n");
        await browser.UntilTerminalShowsAsync("한글 42");
        var before = await SizeAsync(browser);

        await page.SetViewportSizeAsync(700, 500);
        await Eventually.ThatAsync(
            async () =>
            {
                await page.Keyboard.TypeAsync("stty size\n");
                return await SizeAsync(browser) is { } after && after != before;
            },
            TimeSpan.FromSeconds(15),
            "the process has the new size",
            token);

        await page.Keyboard.TypeAsync("exit 7\n");
        await Expect(page.Locator("terminal-view")).ToContainTextAsync("exited with code 7");
    }

    [Fact]
    public async Task TerminalView_AfterARefresh_ShowsTheSameScreenAndGoesOn()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("shell-refreshed", [], ["sleep", "600"], token);
        await using var browser = await fixture.OpenAsync("/containers/local/shell-refreshed/terminal");
        await browser.Page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");
        await browser.Page.Keyboard.TypeAsync("x=kept; printf '\\033[31m한글\\033[0m é\\n'\n");
        await browser.UntilTerminalShowsAsync("\n한글 é");
        var before = await ScreenAsync(browser);

        await browser.Page.ReloadAsync();
        await browser.UntilTerminalShowsAsync("\n한글 é");

        await Eventually.ThatAsync(async () => await ScreenAsync(browser) == before, TimeSpan.FromSeconds(10), "the screen is the same", token);
        await browser.Page.Locator("terminal-view .xterm").ClickAsync();
        await browser.Page.Keyboard.TypeAsync("echo $x-$((40+2))\n");
        await browser.UntilTerminalShowsAsync("kept-42");
    }

    [Fact]
    public async Task TerminalView_EndButton_LeavesNoProcessBehind()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("shell-left", [], ["sleep", "600"], token);
        await using var browser = await fixture.OpenAsync("/containers/local/shell-left/terminal");
        await browser.Page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");
        await browser.Page.Keyboard.TypeAsync("sleep 4321 &\n");
        await Eventually.ThatAsync(async () => (await TopAsync(token)).Contains("sleep 4321", StringComparison.Ordinal), TimeSpan.FromSeconds(10), "it runs", token);

        await browser.Page.Locator("terminal-view [data-action=end]").ClickAsync();

        await Eventually.ThatAsync(async () => !(await TopAsync(token)).Contains("sleep 4321", StringComparison.Ordinal), TimeSpan.FromSeconds(10), "it is gone", token);
        await Expect(browser.Page.Locator("terminal-view")).ToContainTextAsync("The terminal was ended");
    }

    [Fact]
    public async Task TerminalView_OfAStoppedContainer_SaysSo()
    {
        var token = TestContext.Current.CancellationToken;
        (await fixture.Engine.DockerAsync(token, "create", "--name", "shell-stopped", fixture.Engine.BusyboxImage, "true")).EnsureSuccess();
        await using var browser = await fixture.OpenAsync("/containers/local/shell-stopped/terminal");
        await Expect(browser.Page.GetByTestId("terminal-not-running")).ToBeVisibleAsync();
    }

    private static Task<string> ScreenAsync(BrowserPage browser) =>
        browser.Page.EvalOnSelectorAsync<string>("terminal-view", "e => JSON.stringify(e.screen())");

    private static async Task<string?> SizeAsync(BrowserPage browser)
    {
        var text = await browser.Page.EvalOnSelectorAsync<string>("terminal-view", "e => e.text()");
        return System.Text.RegularExpressions.Regex.Matches(text, @"^\d+ \d+\s*$", System.Text.RegularExpressions.RegexOptions.Multiline).LastOrDefault()?.Value.Trim();
    }

    private async Task<string> TopAsync(CancellationToken token) => (await fixture.Engine.DockerAsync(token, "top", "shell-left", "-o", "pid,args")).Stdout;
}
