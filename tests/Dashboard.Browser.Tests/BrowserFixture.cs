using Dashboard.Browser.Tests;
using Dashboard.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Dashboard.Browser.Tests;

/// <summary>A private engine with the demo's three containers, the real program on it, set up by its own link, and a real Chromium.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private TestBrowser? _browser;
    private string _state = "";

    /// <summary>The engine.</summary>
    public PrivateEngine Engine { get; private set; } = null!;

    /// <summary>The program.</summary>
    public DashboardProcess Dashboard { get; private set; } = null!;

    /// <summary>The browser.</summary>
    public IBrowser Chromium => _browser?.Chromium ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _browser = await TestBrowser.LaunchAsync();
        Engine = await PrivateEngine.StartAsync(CancellationToken.None);
        Dashboard = await DashboardProcess.StartAsync(Engine.DockerHost, CancellationToken.None);
        await using var context = await Chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        await TestBrowser.SetUpAsync(page, Dashboard.SetupLink);
        _state = await context.StorageStateAsync();
    }

    /// <summary>A page of a signed-in administrator, in a browser context of its own.</summary>
    public async Task<BrowserPage> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.StorageState ??= _state;
        options.BaseURL = Dashboard.Address.ToString();
        var context = await Chromium.NewContextAsync(options);
        var page = new BrowserPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(path);
        return page;
    }

    /// <summary>A page of somebody signed in to another dashboard, in a browser context of its own.</summary>
    public async Task<BrowserPage> OpenAsync(LiveDashboard dashboard, string userName, string path, BrowserNewContextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dashboard);
        options ??= new BrowserNewContextOptions();
        options.BaseURL = dashboard.Address.ToString();
        var context = await Chromium.NewContextAsync(options);
        var page = new BrowserPage(context, await context.NewPageAsync());
        await TestBrowser.SignInAsync(page.Page, userName);
        await page.Page.GotoAsync(path);
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (Dashboard is not null)
        {
            await Dashboard.DisposeAsync();
        }

        if (Engine is not null)
        {
            await Engine.DisposeAsync();
        }
    }
}
