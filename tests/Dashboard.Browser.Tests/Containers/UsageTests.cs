using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Containers;

/// <summary>What containers use, in the table and on a container's page, and what else its page tells.</summary>
public sealed class UsageTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const string Busy = "echo hello > /tmp/made; trap 'exit 0' TERM; while :; do for i in 1 2 3 4 5 6 7 8 9; do :; done; done";

    private readonly string _name = $"usage-{Guid.NewGuid():N}"[..14];

    public async ValueTask InitializeAsync() => await fixture.Engine.RunContainerAsync(
        _name,
        ["--cpus", "0.3", "-m", "64m", "-e", "DB_PASSWORD=hunter2", "--health-cmd", "true", "--health-interval", "1s"],
        ["sh", "-c", Busy],
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-f", _name);

    [Fact]
    public async Task Row_OfARunningContainer_ShowsLiveFiguresAndHealth_AndNoneWhenItStops()
    {
        await using var browser = await fixture.OpenAsync("/containers");
        var cpu = browser.Row(_name).Locator("usage-cell[metric=cpu]");

        await Expect(browser.Row(_name).Locator("usage-cell[metric=memory]")).ToContainTextAsync("iB", new() { Timeout = 15_000 });
        await Expect(cpu).ToContainTextAsync("%", new() { Timeout = 15_000 });
        await Expect(browser.Row(_name).Locator(".state-health")).ToHaveTextAsync("healthy", new() { Timeout = 15_000 });
        // It changes without the page being rendered: a mark on the cell's node stays.
        await cpu.EvaluateAsync("e => { e.mark = 'same'; }");
        var before = await cpu.TextContentAsync();
        await Eventually.ThatAsync(async () => await cpu.TextContentAsync() != before, TimeSpan.FromSeconds(15), "the figure changes");
        Assert.Equal("same", await cpu.EvaluateAsync<string>("e => e.mark"));

        await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "stop", "-t", "0", _name);
        await Expect(cpu).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task UsageTab_OfARunningContainer_DrawsFiveChartsThatFit(int width, int height)
    {
        await using var browser = await fixture.OpenAsync($"/containers/local/{_name}/usage");
        await browser.Page.SetViewportSizeAsync(width, height);
        await Expect(browser.Page.Locator("usage-charts canvas")).ToHaveCountAsync(5);
        var cpu = browser.Page.Locator("[data-chart=cpu] .usage-figure");

        await Expect(cpu).ToContainTextAsync("%", new() { Timeout = 15_000 });
        await Expect(browser.Page.Locator("[data-chart=memory] .usage-figure")).ToContainTextAsync("64 MiB");
        await browser.Page.Locator("[data-range=live]").ClickAsync();
        await Expect(browser.Page.Locator("[data-chart=network] .usage-figure")).ToContainTextAsync("B/s", new() { Timeout = 15_000 });
        // Something is drawn in the theme's colour, not only the grid.
        await Eventually.ThatAsync(
            async () => await browser.Page.EvalOnSelectorAsync<bool>("[data-chart=cpu] canvas", """
                c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; const seen = new Set();
                       for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 200) seen.add(`${d[i] >> 4},${d[i + 1] >> 4},${d[i + 2] >> 4}`); return seen.size > 2; }
                """),
            TimeSpan.FromSeconds(15),
            "a line is drawn");
        Assert.True(await browser.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways");
    }

    [Fact]
    public async Task Tabs_ProcessesChangesInspect_TellWhatDockerTells()
    {
        await using var browser = await fixture.OpenAsync($"/containers/local/{_name}/processes");
        await Expect(browser.Page.GetByTestId("processes").Locator("pre")).ToContainTextAsync("PID");
        await Expect(browser.Page.GetByTestId("processes").Locator("pre")).ToContainTextAsync("sh -c echo hello");

        await browser.Page.GetByTestId("tab-changes").ClickAsync();
        await Expect(browser.Page.Locator(".file-change[data-kind=A]", new() { HasTextString = "/tmp/made" })).ToBeVisibleAsync();

        await browser.Page.GetByTestId("tab-inspect").ClickAsync();
        await Expect(browser.Page.GetByTestId("inspect-json")).ToContainTextAsync("\"HostConfig\"");
        await Expect(browser.Page.GetByTestId("inspect-json")).Not.ToContainTextAsync("hunter2");
        await browser.Page.GetByTestId("inspect-search").FillAsync("HostConfig Memory 67108864");
        await Expect(browser.Page.GetByTestId("inspect-found")).ToContainTextAsync("HostConfig.Memory");
    }
}
