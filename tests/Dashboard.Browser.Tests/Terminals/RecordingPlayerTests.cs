using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Terminals;

/// <summary>What was recorded, played in a real browser.</summary>
public sealed class RecordingPlayerTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Player_OfARecordedSession_ShowsItsFinalScreenAndAnyMomentBefore()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("player", [], ["sleep", "600"], token);
        await using var dashboard = await LiveDashboard.StartAsync(fixture.Engine.DockerHost, new Dictionary<string, string> { ["Dashboard:Recordings:Mode"] = "Strict" });
        await using var browser = await fixture.OpenAsync(dashboard, TestBrowser.UserName, "/containers/local/player/terminal", new() { ViewportSize = new() { Width = 1200, Height = 700 } });
        var page = browser.Page;
        await page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");
        await Expect(page.Locator(".terminal-recorded")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("echo first-$((40+2)); sleep 1.5; clear\n");
        await browser.UntilTerminalShowsAsync("first-42");
        await page.Keyboard.TypeAsync("printf '\\033[31m한글\\033[0m\\033[5;9Hlast'; sleep 60\n");
        await browser.UntilTerminalShowsAsync("    last");
        var shown = await ScreenAsync(page, "terminal-view");
        await page.Locator("terminal-view [data-action=end]").ClickAsync();
        await Expect(page.Locator("terminal-view")).ToContainTextAsync("The terminal was ended");

        await page.GotoAsync($"{dashboard.Address}recordings");
        await page.GetByTestId("recording-row").Locator("a").ClickAsync();
        await Expect(page.Locator(".recording-head")).ToContainTextAsync("closed");
        await Expect(page.Locator("recording-player .player-time")).ToBeVisibleAsync();
        await page.Locator("recording-player").PressAsync("End");
        await Eventually.ThatAsync(async () => await SettledAsync(page) && await ScreenAsync(page, "recording-player") == shown, TimeSpan.FromSeconds(10), "the final screen is the session's", token);

        // Back to where something was printed that the screen has forgotten.
        await page.Locator("recording-player").PressAsync("/");
        await page.Keyboard.TypeAsync("first-42");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".player-count")).ToHaveTextAsync("1/1");
        await Eventually.ThatAsync(
            async () => (await page.EvalOnSelectorAsync<string>("recording-player", "e => e.text()")).Contains("first-42", StringComparison.Ordinal),
            TimeSpan.FromSeconds(10), "the moment is shown", token);

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Home");
        await page.GetByLabel("Speed").SelectOptionAsync("16");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("recording-player [data-action=toggle]").ClickAsync();
        await Eventually.ThatAsync(
            () => page.EvalOnSelectorAsync<bool>("recording-player", "e => e.position === e.length && e.isSettled"), TimeSpan.FromSeconds(15), "it plays to the end", token);
        Assert.Equal(shown, await ScreenAsync(page, "recording-player"));

        await page.GotoAsync($"{dashboard.Address}audit");
        await Expect(page.Locator("td.what", new() { HasText = "recording play" })).ToHaveCountAsync(1);
        await Expect(page.Locator("td.what a.recording")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Player_JumpsInALongRecording_ShowsWhatAStraightReplayShows()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("player-long", [], ["sleep", "600"], token);
        await using var dashboard = await LiveDashboard.StartAsync(fixture.Engine.DockerHost, new Dictionary<string, string> { ["Dashboard:Recordings:Mode"] = "On" });
        await using var browser = await fixture.OpenAsync(dashboard, TestBrowser.UserName, "/containers/local/player-long/terminal", new() { ViewportSize = new() { Width = 1200, Height = 700 } });
        var page = browser.Page;
        await page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");

        // Colours, links, wide letters, a scroll region with a status line, and a full-screen program now and then.
        await page.Keyboard.TypeAsync(
            """awk 'BEGIN{for(i=0;i<LINES;i++){printf "\033[%dm line %d \033]8;;https://example.org/%d\033\\한글 link\033]8;;\033\\ %s\033[0m\r\n",31+i%6,i,i%90,substr("the quick brown fox jumps over the lazy dog and goes on",i%9);"""
                .Replace("LINES", "50000", StringComparison.Ordinal)
            + """if(i%4001==0)printf "\033[3;20r\0337\033[22;5Hstatus %d\0338",i;if(i%6007==0)printf "\033[?1049h\033[2J\033[5;9Hfull %d",i;if(i%6007==300)printf "\033[?1049l\033[r"}}'; echo do''ne""" + "\n");
        await Eventually.ThatAsync(
            async () => (await page.EvalOnSelectorAsync<string>("terminal-view", "e => e.text()")).Contains("done", StringComparison.Ordinal), TimeSpan.FromSeconds(90), "all is printed", token);
        await page.Locator("terminal-view [data-action=end]").ClickAsync();
        await Expect(page.Locator("terminal-view")).ToContainTextAsync("The terminal was ended");

        await page.GotoAsync($"{dashboard.Address}recordings");
        await page.GetByTestId("recording-row").Locator("a").ClickAsync();
        await Expect(page.Locator("recording-player .player-time")).ToBeVisibleAsync();
        var length = await page.EvalOnSelectorAsync<double>("recording-player", "e => e.length");
        double[] moments = [1, 0.1, 0.55, 0.3, 0.95, 0.05, 0.8, 0.79, 0.5, 1, 0];
        var jumped = await ShownAtAsync(page, length, moments);

        // The file has no such pictures: drawn from the beginning.
        await page.EvalOnSelectorAsync("recording-player", "e => e.setAttribute('src', e.getAttribute('download'))");
        await Expect(page.Locator("recording-player .player-time")).ToBeVisibleAsync();
        var straight = await ShownAtAsync(page, length, moments);

        Assert.Equal(straight, jumped);
    }

    private static async Task<string[]> ShownAtAsync(IPage page, double length, double[] moments)
    {
        var shown = new List<string>();
        foreach (var moment in moments)
        {
            await page.EvalOnSelectorAsync("recording-player", "(e, at) => e.seek(at)", moment * length);
            await Eventually.ThatAsync(() => SettledAsync(page), TimeSpan.FromSeconds(60), $"it shows {moment:P0}", TestContext.Current.CancellationToken);
            shown.Add(await ScreenAsync(page, "recording-player"));
        }

        return [.. shown];
    }

    private static Task<bool> SettledAsync(IPage page) => page.EvalOnSelectorAsync<bool>("recording-player", "e => e.isSettled");

    private static Task<string> ScreenAsync(IPage page, string element) => page.EvalOnSelectorAsync<string>(element, "e => JSON.stringify(e.screen())");
}
