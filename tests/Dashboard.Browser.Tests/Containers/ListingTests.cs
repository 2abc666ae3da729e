using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Containers;

/// <summary>The table's groups, columns and labels in a real browser, which keeps them; and texts of others, which make nothing.</summary>
public sealed class ListingTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const string Idle = "trap 'exit 0' TERM; while :; do sleep 0.2; done";

    private readonly string _project = $"listing-{Guid.NewGuid():N}"[..14];

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync(_project, ["--label", $"com.docker.compose.project={_project}", "--label", "team=blue moon"], ["sh", "-c", Idle], token);
        await fixture.Engine.RunContainerAsync(
            $"{_project}-odd",
            [
                .. OddText.All.SelectMany(o => (string[])["--label", $"odd.{o.Key}={o.Value}", "-e", $"ODD_{o.Key}={o.Value}"]),
                "--label", $"<{OddText.Element}>=key", "--label", $"com.docker.compose.project={OddText.All["html"]}",
            ],
            ["sh", "-c", Idle, OddText.All["html"]],
            token);
    }

    public async ValueTask DisposeAsync() => await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-f", _project, $"{_project}-odd");

    [Fact]
    public async Task GroupsAndColumns_Chosen_AreThereAfterAReload_AndALabelFilters()
    {
        await using var browser = await fixture.OpenAsync("/containers");
        var group = browser.Page.Locator($"tr[data-group=\"{_project}\"]");
        await Expect(browser.Row(_project)).ToBeVisibleAsync();
        await browser.Page.GetByTestId("columns").ClickAsync();
        await browser.Page.GetByTestId("column-Labels").ClickAsync();
        await Expect(browser.Page.GetByTestId("column-Labels")).ToHaveAttributeAsync("aria-checked", "true");
        await browser.Page.GetByTestId("column-Image").ClickAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await browser.Row(_project).Locator(".label-chip", new() { HasTextString = "team" }).ClickAsync();
        await Expect(browser.Row($"{_project}-odd")).ToHaveCountAsync(0);
        await Expect(browser.Page.GetByTestId("filter")).ToHaveValueAsync("label:\"team=blue moon\"");
        // By keys: the group's head is a row like others, and Enter folds it.
        await group.FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await Expect(browser.Row(_project)).ToHaveCountAsync(0);

        await browser.Page.ReloadAsync();

        await Expect(group).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(browser.Row(_project)).ToHaveCountAsync(0);
        await Expect(browser.Page.Locator("th.col-labels")).ToBeVisibleAsync();
        await Expect(browser.Page.Locator("th.col-image")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task OddTexts_InTableOverviewAndInspect_MakeNoElementAndRunNothing()
    {
        await using var browser = await fixture.OpenAsync("/containers");
        var alerts = 0;
        browser.Page.Dialog += async (_, dialog) =>
        {
            alerts++;
            await dialog.DismissAsync();
        };
        await Expect(browser.Row($"{_project}-odd")).ToBeVisibleAsync();
        await browser.Page.GetByTestId("columns").ClickAsync();
        await browser.Page.GetByTestId("column-Labels").ClickAsync();
        await browser.Page.GetByTestId("column-Command").ClickAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await Expect(browser.Row($"{_project}-odd").Locator("td.col-command")).ToContainTextAsync($"<{OddText.Element}");
        await NothingCameFromDataAsync(browser);

        foreach (var (tab, shown) in ((string, string)[])[("", ".overview"), ("/inspect", "[data-testid=inspect-json]"), ("/processes", "[data-testid=processes]")])
        {
            await browser.Page.GotoAsync($"/containers/local/{_project}-odd{tab}");
            await Expect(browser.Page.Locator(shown)).ToContainTextAsync(OddText.Element);
            await NothingCameFromDataAsync(browser);
        }

        Assert.Equal(0, alerts);
    }

    [Fact]
    public async Task UsageCells_HiddenOnAPhone_WatchNothing_AndWatchWhenThereIsRoom()
    {
        await using var browser = await fixture.OpenAsync("/containers", new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await Expect(browser.Row(_project)).ToBeVisibleAsync();
        var cell = browser.Row(_project).Locator("usage-cell[metric=memory]");
        await Expect(cell).ToHaveCountAsync(1);

        await browser.Page.SetViewportSizeAsync(1280, 844);
        await Expect(cell).ToContainTextAsync("iB", new() { Timeout = 15_000 });
        await browser.Page.SetViewportSizeAsync(390, 844);
        await Eventually.ThatAsync(
            () => browser.Page.EvaluateAsync<bool>("() => [...document.querySelectorAll('usage-cell')].every(c => !c.isWatching)"),
            TimeSpan.FromSeconds(15),
            "no cell watches");
    }

    [Fact]
    public async Task Table_OfThousands_BeginsAtItsTop_AndTakesTheFirstClick()
    {
        await using var engine = await ApiEngine.StartAsync(3000, 100, 10, TimeProvider.System, TestContext.Current.CancellationToken);
        await using var dashboard = await LiveDashboard.StartAsync(engine.DockerHost);
        await using var context = await fixture.Chromium.NewContextAsync(new() { BaseURL = dashboard.Address.ToString() });
        var page = await context.NewPageAsync();
        await TestBrowser.SignInAsync(page, TestBrowser.UserName);

        await page.Locator("tr[data-container] input[type=checkbox]").First.CheckAsync(new() { Timeout = 60_000 });

        await Expect(page.GetByTestId("bulk-actions")).ToBeVisibleAsync();
        await Expect(page.Locator("tr[data-container]").First).ToHaveAttributeAsync("data-container", "c00000");
        Assert.InRange(await page.Locator("tr[data-row]").CountAsync(), 10, 80);
        Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('th.col-name').clientWidth >= 160"), "names have no room");
    }

    private static async Task NothingCameFromDataAsync(BrowserPage browser) => Assert.Equal(
        0, await browser.Page.EvaluateAsync<int>($"() => document.querySelectorAll(\"{OddText.Element}, img[src=x], [onmouseover], [onerror]\").length"));
}
