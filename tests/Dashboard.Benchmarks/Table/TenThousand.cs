using System.Diagnostics;
using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.Benchmarks.Table;

/// <summary>
/// Ten thousand containers of an engine that answers over HTTP on a unix socket but runs nothing: what the server costs at rest and under a hundred
/// events a second, for nobody, for one and for twenty viewers; how soon the page can be used; from an event to its row.
/// </summary>
internal static class TenThousand
{
    private const int Viewers = 20;
    private const int EventsPerSecond = 100;
    private const int Rounds = 40;
    private static readonly TimeSpan _span = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var engine = await ApiEngine.StartAsync(10_000, 300, 50, TimeProvider.System, cancellationToken);
        var firstRound = Stopwatch.StartNew();
        await using var seat = await Seat.TakeAsync(engine.DockerHost, cancellationToken);
        var server = seat.Dashboard.ProcessId;
        await Eventually.ThatAsync(() => engine.Inspects.Total >= 10_000, TimeSpan.FromMinutes(2), "the restarts of all are known", cancellationToken);
        Console.WriteLine($"10,000 containers, 300 of them running, 50 projects; restarts of all known {firstRound.Elapsed.TotalSeconds:0.0} s after the start, sign-in included");
        await seat.Page.GotoAsync("about:blank");
        await ServerCost.SettleAsync(server, cancellationToken);
        await ServerCost.PrintAsync("at rest, nobody looks", server, _span * 2, cancellationToken);
        await CostAsync(engine, server, "100 events/s, nobody looks", cancellationToken);
        await PageUse.PrintUsableAsync("10,000 containers", seat);
        await seat.Page.GotoAsync(seat.Url("/containers"));
        await seat.Page.Locator("tr[data-container]").First.WaitForAsync();
        await ServerCost.PrintAsync("at rest, 1 viewer", server, _span, cancellationToken);
        await CostAsync(engine, server, "100 events/s, 1 viewer", cancellationToken);
        await EventToRowAsync(engine, seat.Page, "at rest", load: false, cancellationToken);
        await EventToRowAsync(engine, seat.Page, "with 100 events/s besides", load: true, cancellationToken);
        await PageUse.PrintScrollAsync("10,000 containers", seat.Page);
        List<IPage> pages = [];
        for (var i = 1; i < Viewers; i++)
        {
            pages.Add(await seat.OpenAsync("/containers"));
        }

        await ServerCost.PrintAsync($"at rest, {Viewers} viewers", server, _span, cancellationToken);
        await CostAsync(engine, server, $"100 events/s, {Viewers} viewers", cancellationToken);
        foreach (var page in pages)
        {
            await page.CloseAsync();
        }

        await ServerCost.PrintAsync("at rest, 1 viewer again", server, _span, cancellationToken);
    }

    private static async Task CostAsync(ApiEngine engine, int server, string title, CancellationToken cancellationToken)
    {
        var (lists, inspects) = (engine.Lists.Total, engine.Inspects.Total);
        await using (Storm.Over(engine, EventsPerSecond))
        {
            await ServerCost.PrintAsync(title, server, _span, cancellationToken);
        }

        Console.WriteLine($"    asked of the engine meanwhile: {(engine.Lists.Total - lists) / _span.TotalSeconds:0} lists/s, {(engine.Inspects.Total - inspects) / _span.TotalSeconds:0} inspects/s");
    }

    /// <summary>From the moment in which the engine writes an event to the changed row.</summary>
    private static async Task EventToRowAsync(ApiEngine engine, IPage page, string title, bool load, CancellationToken cancellationToken)
    {
        const string name = "c00000";
        await page.GetByTestId("filter").FillAsync($"name:{name}");
        await page.Locator($"tr[data-container={name}]").WaitForAsync();
        await using var storm = load ? Storm.Over(engine, EventsPerSecond) : null;
        List<double> waits = [];
        for (var i = 0; i < Rounds; i++)
        {
            waits.Add(await RowWatch.MeasureAsync(page, name, () => engine.Turn(name)));
            cancellationToken.ThrowIfCancellationRequested();
        }

        await page.GetByTestId("filter").FillAsync("");
        Figures.PrintP95($"from the event to the changed row, {title}", "ms", waits);
    }
}
