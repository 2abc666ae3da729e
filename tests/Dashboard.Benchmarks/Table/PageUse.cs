using System.Globalization;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks.Table;

/// <summary>How a page of the table feels: how soon it can be used, and how smoothly it scrolls.</summary>
internal static class PageUse
{
    private const int Rounds = 7;

    /// <summary>
    /// From navigation to the first row, beside a page without a table. Rows come over the circuit, so they can be clicked as soon as they are there;
    /// the last round checks it.
    /// </summary>
    public static async Task PrintUsableAsync(string title, Seat seat)
    {
        List<double> table = [];
        List<double> account = [];
        for (var i = -1; i < Rounds; i++)
        {
            var (rows, plain) = (await UntilAsync(seat, "/containers", "tr[data-container]"), await UntilAsync(seat, "/account", "[data-testid=account-tokens]"));
            // The first one warms up.
            if (i >= 0)
            {
                table.Add(rows);
                account.Add(plain);
            }
        }

        Figures.Print($"{title}: from navigation to the first row, signed in", "ms", ("the table's first row", table), ("the account page, which has no table", account));
        await UntilAsync(seat, "/containers", "tr[data-container]");
        await seat.Page.Locator("tr[data-container] input[type=checkbox]").First.CheckAsync();
        await seat.Page.GetByTestId("bulk-actions").WaitForAsync();
    }

    /// <summary>Scrolls the table for 5 s, 40 pixels a frame, and tells what the browser made of it.</summary>
    public static async Task PrintScrollAsync(string title, IPage page)
    {
        var figures = await page.EvaluateAsync<double[]>(
            """
            async () => {
              const table = document.querySelector(".container-table .mud-simple-table, .container-table .mud-table-container");
              const scroller = [table, ...table.querySelectorAll("*")].find(e => e.scrollHeight > e.clientHeight + 100 && getComputedStyle(e).overflowY !== "visible") ?? document.scrollingElement;
              let longest = 0;
              const tasks = new PerformanceObserver(list => { for (const t of list.getEntries()) longest = Math.max(longest, t.duration); });
              tasks.observe({ entryTypes: ["longtask"] });
              const gaps = [];
              let blank = 0, down = true, last = performance.now();
              const end = last + 5000;
              while (last < end) {
                scroller.scrollTop += down ? 40 : -40;
                if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) down = false;
                const now = await new Promise(requestAnimationFrame);
                gaps.push(now - last);
                last = now;
                const box = scroller.getBoundingClientRect();
                const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                if (!seen?.closest("tr[data-row]")) blank++;
              }
              tasks.disconnect();
              gaps.sort((a, b) => a - b);
              return [gaps.length, gaps[Math.floor(gaps.length * 0.95)], gaps.at(-1), longest, blank, scroller.scrollTop];
            }
            """);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title}: 5 s of scrolling: {figures[0]:0} frames, 95% within {figures[1]:0} ms, slowest {figures[2]:0} ms, longest task {figures[3]:0} ms, {figures[4]:0} frames without rows in the middle"));
        Console.WriteLine();
    }

    private static async Task<double> UntilAsync(Seat seat, string path, string selector)
    {
        // The page notes the moment itself, counted from the navigation: asking it from here would measure the asking.
        await seat.Page.AddInitScriptAsync(
            "window.seen ??= s => new Promise(done => { const look = () => document.querySelector(s) ? done(performance.now()) : requestAnimationFrame(look); look(); });");
        await seat.Page.GotoAsync(seat.Url(path), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        return await seat.Page.EvaluateAsync<double>("s => window.seen(s)", selector);
    }
}
