using Dashboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Access;

public sealed class SignInTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Stranger_OnAnyPage_IsSentToSignInAndComesBack()
    {
        await using var context = await fixture.Chromium.NewContextAsync(new() { BaseURL = fixture.Dashboard.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/containers/local/nosuch");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);

        await page.Locator("input[autocomplete=username]").FillAsync(TestBrowser.UserName);
        await page.Locator("input[type=password]").FillAsync("wrong password here");
        await page.Locator("button[type=submit]").ClickAsync();
        await Expect(page.Locator("[role=alert]").First).ToBeVisibleAsync();

        await page.Locator("input[type=password]").FillAsync(TestBrowser.Password);
        await page.Locator("button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/containers/local/nosuch");
    }

    [Fact]
    public async Task SecondSetup_WithTheUsedLink_IsRefused()
    {
        await using var context = await fixture.Chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        var response = await page.GotoAsync(fixture.Dashboard.SetupLink);
        Assert.True(page.Url.Contains("/sign-in", StringComparison.Ordinal) || response!.Status is 404 or 403, $"{response!.Status} {page.Url}");
    }

    [Fact]
    public async Task Language_SwitchedToKorean_ChangesThePagesWords()
    {
        await using var browser = await fixture.OpenAsync("/language?culture=ko&returnUrl=/containers");
        await Expect(browser.Page.Locator("h1")).ToHaveTextAsync("컨테이너");
        await Expect(browser.Page.Locator("html")).ToHaveAttributeAsync("lang", "ko");
    }
}
