using Dashboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Access;

/// <summary>
/// Through the provider and back in a real browser: on another site than the dashboard's (localhost, not 127.0.0.1), so that its rules for
/// SameSite=Strict cookies are at work.
/// </summary>
public sealed class OidcSignInTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Button_ThroughTheProvider_LandsWhereOneWantedToGo()
    {
        var token = TestContext.Current.CancellationToken;
        await using var provider = await OidcProvider.StartAsync(TimeProvider.System, token);
        provider.AsksFirst = true;
        provider.Person = new OidcPerson("subject-1", "ann", "admins");
        var settings = provider.Settings(("admins", "Admin")).ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value);
        var data = TestRun.NewDirectory("oidc");
        try
        {
            var password = Path.Combine(data, "password");
            await File.WriteAllTextAsync(password, TestBrowser.Password, token);
            (await DashboardProcess.RunAsync(data, token, "admin", "create", "--name", "kim", "--password-file", password)).EnsureSuccess();
            await using var dashboard = await DashboardProcess.StartAsync(fixture.Engine.DockerHost, token, data, settings);
            var site = new UriBuilder(dashboard.Address) { Host = "localhost" }.Uri;
            await provider.RegisterAsync(site, token);

            await using var context = await fixture.Chromium.NewContextAsync(new() { BaseURL = site.ToString() });
            var page = new BrowserPage(context, await context.NewPageAsync());
            await page.Page.GotoAsync("/account");
            await Expect(page.Page.GetByText("Sign in with Test ID")).ToBeVisibleAsync();
            if (Environment.GetEnvironmentVariable("DASHBOARD_SCREENSHOTS") is { Length: > 0 } folder)
            {
                await page.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "sign-in-provider.png") });
            }

            await page.Page.GetByText("Sign in with Test ID").ClickAsync();
            await page.Page.WaitForURLAsync($"{provider.Issuer}**");
            await page.Page.Locator("#continue").ClickAsync();

            await page.Page.WaitForURLAsync("**/account");
            await Expect(page.Page.GetByTestId("account-provider")).ToContainTextAsync("subject-1");
            await Expect(page.Page.GetByTestId("account-password")).ToContainTextAsync("no password here");
            await page.Page.GotoAsync("/people");
            await Expect(page.Page.GetByTestId("user-provider")).ToContainTextAsync(provider.Issuer.Authority);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
