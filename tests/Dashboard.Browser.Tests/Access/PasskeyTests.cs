using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Access;

public sealed class PasskeyTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Passkey_AddedRenamedRemoved_LetsInWhileItIsThere()
    {
        // Browsers give passkeys to names, not to IP addresses.
        var site = new UriBuilder(fixture.Dashboard.Address) { Host = "localhost" }.Uri.ToString();
        await using var context = await fixture.Chromium.NewContextAsync(new() { BaseURL = site });
        var page = await context.NewPageAsync();
        await AddAuthenticatorAsync(context, page);
        await page.GotoAsync("/sign-in?returnUrl=/account");
        await page.Locator("input[autocomplete=username]").FillAsync(TestBrowser.UserName);
        await page.Locator("input[type=password]").FillAsync(TestBrowser.Password);
        await page.Locator("button[type=submit]").ClickAsync();
        var section = page.GetByTestId("account-passkeys");
        await section.Locator("input").FillAsync("Laptop");
        await section.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(section.Locator("li")).ToContainTextAsync("Laptop");

        await SignInWithPasskeyAsync(context, page);
        await Expect(section.Locator("li")).ToContainTextAsync("Laptop");

        await section.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await section.Locator("li input").FillAsync("Old laptop");
        await section.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(section.Locator("li")).ToContainTextAsync("Old laptop");
        await section.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(section.Locator("li")).ToHaveCountAsync(0);

        await PressPasskeyAsync(context, page);
        await Expect(page.Locator("[data-passkey-sign-in] [role=alert]")).ToBeVisibleAsync();
    }

    private static async Task AddAuthenticatorAsync(IBrowserContext context, IPage page)
    {
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private static async Task SignInWithPasskeyAsync(IBrowserContext context, IPage page)
    {
        await PressPasskeyAsync(context, page);
        await page.WaitForURLAsync("**/account");
    }

    private static async Task PressPasskeyAsync(IBrowserContext context, IPage page)
    {
        await context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?returnUrl=/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
    }
}
