using Dashboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Access;

public sealed class AuditPageTests(BrowserFixture fixture)
{
    [Fact]
    public async Task AuditPage_AfterACommand_ShowsWhoDidItAndExportsIt()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("audited", [], ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"], token);
        await using (var containers = await fixture.OpenAsync("/containers"))
        {
            await containers.Row("audited").GetByTestId("stop").ClickAsync();
            await Expect(containers.Row("audited")).ToHaveAttributeAsync("data-state", "exited");
        }

        await using var browser = await fixture.OpenAsync("/audit");
        await browser.Page.Locator("[data-filter-input]").FillAsync("stop audited");
        var row = browser.Page.Locator("tbody tr").Filter(new() { HasText = "docker stop audited" });
        await Expect(row).ToContainTextAsync(TestBrowser.UserName);
        await Expect(row.Locator(".outcome")).ToHaveTextAsync("ok");

        await Expect(browser.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        var download = await browser.Page.RunAndWaitForDownloadAsync(() => browser.Page.Locator("a[download]").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), token);
        Assert.Contains("\"action\":\"docker stop audited\"", Assert.Single(lines), StringComparison.Ordinal);
    }
}
