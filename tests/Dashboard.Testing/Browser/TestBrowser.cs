using Microsoft.Playwright;

namespace Dashboard.Testing;

/// <summary>A real Chromium, and the first steps that a person takes in it.</summary>
public sealed class TestBrowser : IAsyncDisposable
{
    /// <summary>Name of the administrator that <see cref="SetUpAsync"/> makes.</summary>
    public const string UserName = "admin";

    /// <summary>Their password.</summary>
    public const string Password = "correct horse battery staple";

    private readonly IPlaywright _playwright;

    private TestBrowser(IPlaywright playwright, IBrowser chromium) => (_playwright, Chromium) = (playwright, chromium);

    /// <summary>The browser.</summary>
    public IBrowser Chromium { get; }

    /// <summary>Starts Debian's Chromium, or the one that <c>DASHBOARD_TEST_CHROMIUM</c> names.</summary>
    public static async Task<TestBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new TestBrowser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("DASHBOARD_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>Follows the one-time link and makes the administrator, as a person would.</summary>
    public static async Task SetUpAsync(IPage page, string link)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GotoAsync(link);
        await page.Locator("input[autocomplete=username]").FillAsync(UserName);
        foreach (var password in await page.Locator("input[type=password]").AllAsync())
        {
            await password.FillAsync(Password);
        }

        await page.Locator("button[type=submit]").ClickAsync();
        await ArriveAsync(page);
    }

    /// <summary>Signs somebody in with <see cref="Password"/>, as a person would, and waits for the list of containers.</summary>
    public static async Task SignInAsync(IPage page, string userName)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GotoAsync("/sign-in");
        await page.Locator("input[autocomplete=username]").FillAsync(userName);
        await page.Locator("input[type=password]").FillAsync(Password);
        await page.Locator("button[type=submit]").ClickAsync();
        await ArriveAsync(page);
    }

    // The answer is enough: the page's load may wait for a browser that is busy with other tabs.
    private static Task ArriveAsync(IPage page) => page.WaitForURLAsync("**/containers", new() { WaitUntil = WaitUntilState.Commit, Timeout = 90_000 });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        _playwright.Dispose();
    }
}
