using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks;

/// <summary>What every benchmark runs on: a private engine, the real program, a signed-in page in a real browser.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly TestBrowser _browser;
    private readonly DashboardProcess _dashboard;

    private Bench(PrivateEngine engine, DashboardProcess dashboard, TestBrowser browser, IPage page) =>
        (Engine, _dashboard, _browser, Page) = (engine, dashboard, browser, page);

    public PrivateEngine Engine { get; }

    public IPage Page { get; }

    public static async Task<Bench> StartAsync(CancellationToken cancellationToken)
    {
        var engine = await PrivateEngine.StartAsync(cancellationToken);
        var dashboard = await DashboardProcess.StartAsync(engine.DockerHost, cancellationToken);
        var browser = await TestBrowser.LaunchAsync();
        var page = await browser.Chromium.NewPageAsync();
        await TestBrowser.SetUpAsync(page, dashboard.SetupLink);
        return new Bench(engine, dashboard, browser, page);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _dashboard.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
