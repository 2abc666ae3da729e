using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Logs;

public sealed class LogViewTests(BrowserFixture fixture)
{
    [Fact]
    public async Task LogView_OfALiveContainer_FollowsAndLetsGoWhenTheReaderScrollsUp()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync(
            "view-follow", [], ["sh", "-c", "seq 1 5000; i=5000; while :; do i=$((i+1)); echo $i; sleep 0.2; done"], token);
        await using var browser = await fixture.OpenAsync("/containers/local/view-follow/log");
        await Eventually.ThatAsync(async () => await browser.LogLinesAsync() > 500, TimeSpan.FromSeconds(15), "the log is there and grows", token);

        var viewport = browser.Page.Locator("log-view [role=log]");
        await viewport.HoverAsync();
        await browser.Page.Mouse.WheelAsync(0, -1500);
        await Eventually.ThatAsync(
            async () => await viewport.EvaluateAsync<double>("e => e.scrollHeight - e.clientHeight - e.scrollTop") > 300, TimeSpan.FromSeconds(5), "it scrolled up", token);
        var top = await viewport.EvaluateAsync<double>("e => e.scrollTop");
        var lines = await browser.LogLinesAsync();
        await Eventually.ThatAsync(async () => await browser.LogLinesAsync() > lines + 3, TimeSpan.FromSeconds(10), "more lines came", token);
        Assert.Equal(top, await viewport.EvaluateAsync<double>("e => e.scrollTop"));

        await browser.Page.Locator("log-view").GetByText("new lines").ClickAsync();
        await Eventually.ThatAsync(
            async () => await viewport.EvaluateAsync<double>("e => e.scrollHeight - e.clientHeight - e.scrollTop") < 40, TimeSpan.FromSeconds(5), "it follows again", token);
    }

    [Fact]
    public async Task LogView_WhenTheConnectionIsCut_GoesOnWithNothingLostOrDoubled()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync(
            "view-cut", [], ["sh", "-c", "i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo line-$i; sleep 0.02; done; sleep 600"], token);
        await using var browser = await fixture.OpenAsync("/containers");
        var cut = await CuttableSocket.OnAsync(browser.Page, "**/hubs/logs*");
        await browser.Page.GotoAsync("/containers/local/view-cut/log");
        await Eventually.ThatAsync(async () => await browser.LogLinesAsync() > 20, TimeSpan.FromSeconds(15), "the log begins", token);

        await cut.CutAsync();
        await Eventually.ThatAsync(
            async () => (await fixture.Engine.DockerAsync(token, "logs", "view-cut")).Stdout.Contains("line-200", StringComparison.Ordinal),
            TimeSpan.FromSeconds(15), "the container wrote on meanwhile", token);
        Assert.True(await browser.LogLinesAsync() < 200);
        cut.Mend();

        await Eventually.ThatAsync(
            async () => await browser.Page.EvalOnSelectorAsync<string>("log-view", "e => e.lastText") == "line-300", TimeSpan.FromSeconds(20), "the last line is there", token);
        Assert.Equal(300, await browser.LogLinesAsync());
    }

    [Fact]
    public async Task LogView_OfHostileText_ShowsItAsText()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync(
            "view-hostile", [], ["sh", "-c", "printf '<img src=x onerror=\"window.hacked=1\">\\033]0;title\\007 \\033[31mred\\033[0m\\n'; sleep 600"], token);
        await using var browser = await fixture.OpenAsync("/containers/local/view-hostile/log");

        await Expect(browser.Page.Locator("log-view").GetByText("<img src=x onerror=\"window.hacked=1\">")).ToBeVisibleAsync();
        Assert.False(await browser.Page.EvaluateAsync<bool>("() => 'hacked' in window"));
        Assert.DoesNotContain("title", await browser.Page.TitleAsync(), StringComparison.Ordinal);
    }
}
