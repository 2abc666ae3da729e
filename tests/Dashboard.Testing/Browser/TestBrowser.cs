using Microsoft.Playwright;

namespace Dashboard.Testing;

/// <summary>A real Chromium, and the first steps that a person takes in it.</summary>
public sealed class TestBrowser : IAsyncDisposable
{
    /// <summary>Name of the administrator that <see cref="SetUpAsync"/> makes.</summary>
    public const string UserName = "admin";

    /// <summary>Their password.</summary>
    public const string Password = "correct horse battery staple";

    private const int MostAttempts = 3;

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
    public static Task SetUpAsync(IPage page, string link) => FillInAsync(page, link, UserName);

    /// <summary>Signs somebody in with <see cref="Password"/>, as a person would, and waits for the list of containers.</summary>
    public static Task SignInAsync(IPage page, string userName) => FillInAsync(page, "/sign-in", userName);

    // A form that the browser drops because the machine's network changed (a container of another test starts) is filled in again.
    private static async Task FillInAsync(IPage page, string address, string userName)
    {
        ArgumentNullException.ThrowIfNull(page);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            await page.GotoAsync(address);
            await page.Locator("input[autocomplete=username]").FillAsync(userName);
            foreach (var password in await page.Locator("input[type=password]").AllAsync())
            {
                await password.FillAsync(Password);
            }

            if (await SubmitAsync(page))
            {
                return;
            }
        }

        throw new TimeoutException($"The network changed each of the {MostAttempts} times that the form was sent.");
    }

    // False: the browser dropped the form since the network changed.
    private static async Task<bool> SubmitAsync(IPage page)
    {
        var dropped = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.RequestFailed += OnFailed;
        try
        {
            await page.Locator("button[type=submit]").ClickAsync();
            // The answer is enough: the page's load may wait for a browser that is busy with other tabs.
            var arrival = page.WaitForURLAsync("**/containers", new() { WaitUntil = WaitUntilState.Commit, Timeout = 90_000 });
            if (await Task.WhenAny(arrival, dropped.Task) == dropped.Task)
            {
                // The wait ends with the next navigation, or its page.
                _ = arrival.ContinueWith(static wait => wait.Exception, TaskScheduler.Default);
                return false;
            }

            await arrival;
            return true;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Not signed in after 90 s. {page.Url} says:\n{await page.Locator("body").InnerTextAsync()}", e);
        }
        finally
        {
            page.RequestFailed -= OnFailed;
        }

        void OnFailed(object? sender, IRequest request)
        {
            if (request.IsNavigationRequest && request.Failure == "net::ERR_NETWORK_CHANGED")
            {
                dropped.TrySetResult(request.Failure);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        _playwright.Dispose();
    }
}
