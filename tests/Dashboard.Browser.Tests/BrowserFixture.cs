using Dashboard.Browser.Tests;
using Dashboard.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Dashboard.Browser.Tests;

/// <summary>A private engine with the demo's three containers, the real program on it, set up by its own link, and a real Chromium.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>Name of the administrator that the first run made.</summary>
    public const string UserName = "admin";

    /// <summary>Their password.</summary>
    public const string Password = "correct horse battery staple";

    private IPlaywright? _playwright;
    private string _state = "";

    /// <summary>The engine.</summary>
    public PrivateEngine Engine { get; private set; } = null!;

    /// <summary>The program.</summary>
    public DashboardProcess Dashboard { get; private set; } = null!;

    /// <summary>The browser.</summary>
    public IBrowser Chromium { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("DASHBOARD_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        Engine = await PrivateEngine.StartAsync(CancellationToken.None);
        Dashboard = await DashboardProcess.StartAsync(Engine.DockerHost, CancellationToken.None);
        await using var context = await Chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        await SetUpAsync(page, Dashboard.SetupLink);
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

    /// <summary>Follows the one-time link and makes the administrator, as a person would.</summary>
    public static async Task SetUpAsync(IPage page, string link)
    {
        await page.GotoAsync(link);
        await page.Locator("input[autocomplete=username]").FillAsync(UserName);
        foreach (var password in await page.Locator("input[type=password]").AllAsync())
        {
            await password.FillAsync(Password);
        }

        await page.Locator("button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/containers");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Chromium is not null)
        {
            await Chromium.DisposeAsync();
        }

        _playwright?.Dispose();
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
