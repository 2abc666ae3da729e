using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks;

/// <summary>The real program on some engine, and a signed-in page in a real browser before it.</summary>
internal sealed class Seat : IAsyncDisposable
{
    private readonly TestBrowser _browser;

    private Seat(DashboardProcess dashboard, TestBrowser browser, IPage page) => (Dashboard, _browser, Page) = (dashboard, browser, page);

    public DashboardProcess Dashboard { get; }

    public IPage Page { get; }

    public static async Task<Seat> TakeAsync(string dockerHost, CancellationToken cancellationToken)
    {
        var dashboard = await DashboardProcess.StartAsync(dockerHost, cancellationToken);
        var browser = await TestBrowser.LaunchAsync();
        var context = await browser.Chromium.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        var page = await context.NewPageAsync();
        await TestBrowser.SetUpAsync(page, dashboard.SetupLink);
        return new Seat(dashboard, browser, page);
    }

    /// <summary>The address of a page of the program.</summary>
    public string Url(string path) => new Uri(Dashboard.Address, path).ToString();

    /// <summary>One more page of the same person, at <paramref name="path"/>, with the table there.</summary>
    public async Task<IPage> OpenAsync(string path)
    {
        var page = await Page.Context.NewPageAsync();
        await page.GotoAsync(Url(path));
        await page.Locator("tr[data-container]").First.WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await Dashboard.DisposeAsync();
    }
}
