using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Logs;

/// <summary>Logs of a compose project as one, from its group in the table; JSON fields in columns.</summary>
public sealed class MergedLogViewTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Project_Opened_IsOneStreamWithItsContainersAndColumns()
    {
        var token = TestContext.Current.CancellationToken;
        string[] label = ["--label", "com.docker.compose.project=market"];
        const string script = """i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo "{\"level\":\"info\",\"msg\":\"request $i\",\"path\":\"/cart/$i\",\"status\":200}"; sleep 0.02; done; sleep 600""";
        await fixture.Engine.RunContainerAsync("market-web-1", label, ["sh", "-c", script], token);
        await fixture.Engine.RunContainerAsync("market-db-1", label, ["sh", "-c", "i=0; while [ $i -lt 10 ]; do i=$((i+1)); echo ready $i >&2; sleep 0.02; done; sleep 600"], token);
        await using var browser = await fixture.OpenAsync("/containers");
        await browser.Page.Locator("tr[data-group=market] a").ClickAsync();
        var view = browser.Page.Locator("log-view");
        await browser.UntilVisibleAsync("log-view");
        await Eventually.ThatAsync(async () => await browser.LogLinesAsync() == 50, TimeSpan.FromSeconds(30), "all lines are there", token);

        await Expect(browser.Page.Locator("h1")).ToContainTextAsync("market");
        await Expect(view.Locator(".row .source[title=market-db-1]").First).ToBeVisibleAsync();
        await view.Locator("[data-action=columns] summary").ClickAsync();
        await view.Locator("[data-action=columns] label", new() { HasText = "path" }).ClickAsync();
        await view.Locator("[data-action=columns] label", new() { HasText = "status" }).ClickAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await Expect(view.Locator(".column-head .cell")).ToHaveTextAsync(["path", "status"]);
        await Eventually.ThatAsync(
            async () => await view.Locator(".viewport .cell").First.EvaluateAsync<double>("e => e.getBoundingClientRect().left")
                == await view.Locator(".column-head .cell").First.EvaluateAsync<double>("e => e.getBoundingClientRect().left"),
            TimeSpan.FromSeconds(10), "a column stands under its name", token);

        await view.Locator("[data-action=sources] summary").ClickAsync();
        await view.Locator("[data-action=sources] label", new() { HasText = "market-web-1" }).ClickAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await Eventually.ThatAsync(
            async () => (await view.Locator(".row:visible").AllInnerTextsAsync()) is var rows && !rows.Any(r => r.Contains("web-1", StringComparison.Ordinal))
                ? true : throw new InvalidOperationException(string.Join('|', rows)),
            TimeSpan.FromSeconds(10), "the lines of one are hidden", token);

        await fixture.Engine.DockerAsync(token, "rm", "-f", "market-db-1");
        await fixture.Engine.RunContainerAsync("market-db-2", label, ["sh", "-c", "echo taken over; sleep 600"], token);
        await Expect(view.Locator(".row", new() { HasText = "taken over" }).Locator(".source")).ToHaveTextAsync("db-2", new() { Timeout = 20_000 });

        var file = await view.Locator("a[download]").EvaluateAsync<string>("async a => await (await fetch(a.href)).text()");
        Assert.Contains("market-web-1 | {\"level\":\"info\",\"msg\":\"request 1\"", file);
        Assert.Contains("market-db-1  | ready 10\n", file);
    }
}
