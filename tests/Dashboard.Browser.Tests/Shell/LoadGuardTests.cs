using Dashboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Shell;

public sealed class LoadGuardTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData("**/_framework/blazor.web*.js")]
    [InlineData("**/client/main*.js")]
    [InlineData("**/_blazor/initializers")]
    public async Task Page_WhoseScriptsWereDroppedOnTheWay_LoadsAgainByItself(string script)
    {
        await using var browser = await fixture.OpenAsync("/healthz");
        browser.Expected = "Failed to fetch";
        var dropped = 0;
        await browser.Page.RouteAsync(script, route => Interlocked.Increment(ref dropped) <= 2 ? route.AbortAsync("internetdisconnected") : route.ContinueAsync());

        await browser.Page.GotoAsync("/containers");

        await Eventually.ThatAsync(() => dropped >= 3, TimeSpan.FromSeconds(45), "the script was asked for a third time");
        await Expect(browser.Page.Locator(".containers-head")).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }
}
