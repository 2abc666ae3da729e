using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Https;

/// <summary>The program's own HTTPS, without a proxy: a browser that takes its certificate can do everything.</summary>
public sealed class HttpsTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Serve_OnHttpsWithoutACertificate_MakesOneAndIsWholeInABrowser()
    {
        var token = TestContext.Current.CancellationToken;
        await using var dashboard = await DashboardProcess.StartAsync(fixture.Engine.DockerHost, token, scheme: "https");
        Assert.Contains(await SelfMadeHttps.FingerprintAsync(dashboard.Address, token), dashboard.Output);
        var context = await fixture.Chromium.NewContextAsync(new() { IgnoreHTTPSErrors = true });
        await using var browser = new BrowserPage(context, await context.NewPageAsync());

        await Eventually.ThatAsync(
            async () =>
            {
                if (!browser.Page.Url.EndsWith("/containers", StringComparison.Ordinal))
                {
                    await TestBrowser.SetUpAsync(browser.Page, dashboard.SetupLink);
                }

                return true;
            },
            TimeSpan.FromSeconds(40), "it is set up", token);
        await browser.UntilVisibleAsync(".shell-live");
        await Eventually.ThatAsync(
            async () =>
            {
                await browser.Page.GotoAsync(new Uri(dashboard.Address, "connection").ToString());
                await browser.Page.Locator(".connection:has([data-verdict=Direct]):has([data-result=origin].good) [data-result=socket].good")
                    .WaitForAsync(new() { Timeout = 6_000 });
                return true;
            },
            TimeSpan.FromSeconds(30), "Origin and WebSocket are as they should be", token);

        Assert.Contains(await context.CookiesAsync(), c => c is { Name: "__Host-dashboard", Secure: true, HttpOnly: true, SameSite: SameSiteAttribute.Strict, Path: "/" });
        var answer = await context.APIRequest.GetAsync(new Uri(dashboard.Address, "healthz").ToString(), new() { IgnoreHTTPSErrors = true });
        Assert.Equal("max-age=31536000", answer.Headers["strict-transport-security"]);
    }
}
