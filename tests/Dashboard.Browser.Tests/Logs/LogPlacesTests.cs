using System.Globalization;
using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Logs;

/// <summary>Places of a log that the view does not hold at first: further back, the beginning, a line that an address names.</summary>
public sealed class LogPlacesTests(BrowserFixture fixture)
{
    private const int Lines = 20_000;

    // The line at the top of the viewport, and where.
    private const string TopRow =
        """
        e => {
          const top = e.getBoundingClientRect().top;
          const row = [...e.querySelectorAll(".row")].find(r => r.getBoundingClientRect().bottom > top + 1);
          return `${row.querySelector(".text").textContent} at ${Math.round(row.getBoundingClientRect().top - top)}`;
        }
        """;

    [Fact]
    public async Task LogView_OfALongLog_ReadsOlderLinesInPlaceAndGoesAnywhere()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Engine.RunContainerAsync("view-places", [], ["sh", "-c", $"seq 1 {Lines}; sleep 600"], token);
        await using var browser = await fixture.OpenAsync("/containers/local/view-places/log");
        var view = browser.Page.Locator("log-view");
        var viewport = view.Locator("[role=log]");
        await Eventually.ThatAsync(
            async () => await browser.Page.EvalOnSelectorAsync<string>("log-view", "e => e.lastText") == Last, TimeSpan.FromSeconds(30), "the log is there", token);

        // The line at the top stays where it is, to the pixel, while a thousand others come before it.
        await viewport.HoverAsync();
        await browser.Page.Mouse.WheelAsync(0, -200);
        await Expect(view.Locator("[data-action=follow]")).ToHaveAttributeAsync("aria-pressed", "false");
        var top = await viewport.EvaluateAsync<string>($"e => {{ e.scrollTop = 6000; return new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(({TopRow})(e))))); }}");
        Assert.Matches(@"^19\d\d\d at ", top);
        await viewport.EvaluateAsync("e => e.scrollTop -= 1800");
        await Eventually.ThatAsync(
            async () => await viewport.EvaluateAsync<double>("e => e.scrollHeight") > 30_000, TimeSpan.FromSeconds(20), "older lines came", token);
        await viewport.EvaluateAsync("e => e.scrollTop += 1800");
        await Eventually.ThatAsync(
            async () => await viewport.EvaluateAsync<string>(TopRow) == top, TimeSpan.FromSeconds(10), $"the line is where it was, {top}", token);

        await viewport.PressAsync("Home");
        await Expect(view.GetByText("Beginning of what is kept")).ToBeVisibleAsync();
        await Expect(Line(view, "1")).ToBeVisibleAsync();
        await viewport.PressAsync("End");
        await Expect(Line(view, Last)).ToBeVisibleAsync();

        // What the link gives, asked for by the page itself: a file is what the browser makes of it.
        var given = await view.Locator("a[download]").EvaluateAsync<string>(
            "async a => { const r = await fetch(a.href); return `${r.status} ${r.headers.get('content-disposition')?.slice(0, 10)} ${(await r.text()).split('\\n').length - 1}`; }");
        Assert.Equal($"200 attachment {Lines}", given);

        await viewport.PressAsync("Home");
        await Expect(Line(view, "7")).ToBeVisibleAsync();
        await view.Locator(".row").Filter(new() { Has = browser.Page.GetByText("7", new() { Exact = true }) }).Locator(".time").ClickAsync();
        await browser.Page.ReloadAsync();
        await Expect(view.Locator(".row.target .text")).ToHaveTextAsync("7", new() { Timeout = 20_000 });
    }

    private static string Last => Lines.ToString(CultureInfo.InvariantCulture);

    private static ILocator Line(ILocator view, string text) => view.GetByText(text, new() { Exact = true });
}
