using System.Globalization;
using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Logs;

/// <summary>Places of a log that the view does not hold at first: further back, the beginning, a line that an address names.</summary>
public sealed class LogPlacesTests(BrowserFixture fixture)
{
    private const int Lines = 20_000;

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
        var height = await viewport.EvaluateAsync<double>("e => { e.scrollTop = 600; return e.scrollHeight; }");
        await Eventually.ThatAsync(
            async () => await viewport.EvaluateAsync<double>("e => e.scrollHeight") > height, TimeSpan.FromSeconds(20), "older lines came", token);
        await Eventually.ThatAsync(
            async () => await viewport.EvaluateAsync<double>(
                """
                e => {
                  const top = e.getBoundingClientRect().top;
                  const row = [...e.querySelectorAll(".row")].find(r => r.querySelector(".text")?.textContent === "19034");
                  return row ? Math.abs(row.getBoundingClientRect().top - top - 6) : 999;
                }
                """) < 1,
            TimeSpan.FromSeconds(10), "the line is where it was", token);

        await viewport.PressAsync("Home");
        await Expect(view.GetByText("Beginning of what is kept")).ToBeVisibleAsync();
        await Expect(Line(view, "1")).ToBeVisibleAsync();
        await viewport.PressAsync("End");
        await Expect(Line(view, Last)).ToBeVisibleAsync();

        await viewport.PressAsync("Home");
        await Expect(Line(view, "7")).ToBeVisibleAsync();
        await view.Locator(".row").Filter(new() { Has = Line(view, "7") }).Locator(".time").ClickAsync();
        await browser.Page.ReloadAsync();
        await Expect(view.Locator(".row.target .text")).ToHaveTextAsync("7", new() { Timeout = 20_000 });
    }

    private static string Last => Lines.ToString(CultureInfo.InvariantCulture);

    private static ILocator Line(ILocator view, string text) => view.Locator(".text").GetByText(text, new() { Exact = true });
}
