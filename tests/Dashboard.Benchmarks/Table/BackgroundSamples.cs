using Dashboard.Testing;

namespace Dashboard.Benchmarks.Table;

/// <summary>
/// What looking at 300 running containers each 10 s costs, beside an engine on which nothing runs; how many questions are under way at once; and that
/// each container has one stream however many look at it, and none when nobody does.
/// </summary>
internal static class BackgroundSamples
{
    private const int Running = 300;
    private const int Viewers = 5;
    private static readonly TimeSpan _span = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        double idle;
        await using (var empty = await ApiEngine.StartAsync(Running, 0, 0, TimeProvider.System, cancellationToken))
        await using (var dashboard = await DashboardProcess.StartAsync(empty.DockerHost, cancellationToken))
        {
            await Eventually.ThatAsync(() => empty.Inspects.Total >= Running, TimeSpan.FromMinutes(1), "the first round is over", cancellationToken);
            await ServerCost.SettleAsync(dashboard.ProcessId, cancellationToken);
            idle = await ServerCost.PrintAsync($"{Running} containers, none running, nobody looks", dashboard.ProcessId, _span, cancellationToken);
        }

        await using var engine = await ApiEngine.StartAsync(Running, Running, 0, TimeProvider.System, cancellationToken);
        await using var seat = await Seat.TakeAsync(engine.DockerHost, cancellationToken);
        await seat.Page.GotoAsync("about:blank");
        await Eventually.ThatAsync(() => engine.Inspects.Total >= Running && engine.Streams.Now == 0, TimeSpan.FromMinutes(1), "the first round is over", cancellationToken);
        await ServerCost.SettleAsync(seat.Dashboard.ProcessId, cancellationToken);
        engine.Samples.Reset();
        engine.Streams.Reset();
        var sampled = await ServerCost.PrintAsync($"{Running} running, nobody looks", seat.Dashboard.ProcessId, _span, cancellationToken);
        Console.WriteLine($"    the samples' share: {sampled - idle:0.0} % of a CPU; {engine.Samples.Total / _span.TotalSeconds:0.0} samples/s, at most {engine.Samples.Most} at once; {engine.Streams.Total} streams");
        await seat.Page.GotoAsync(seat.Url("/containers"));
        for (var i = 1; i < Viewers; i++)
        {
            await seat.OpenAsync("/containers");
        }

        await Eventually.ThatAsync(() => engine.Streams.Now >= 10, TimeSpan.FromMinutes(1), "the rows in sight are streamed", cancellationToken);
        await ServerCost.PrintAsync($"{Running} running, {Viewers} pages of the table", seat.Dashboard.ProcessId, _span, cancellationToken);
        Console.WriteLine($"    streams now {engine.Streams.Now}, at most {engine.Streams.Most}; at most {engine.MostStreamsOfOne} of one container");
        foreach (var page in seat.Page.Context.Pages)
        {
            await page.GotoAsync("about:blank");
        }

        await Eventually.ThatAsync(() => engine.Streams.Now == 0, TimeSpan.FromMinutes(1), "no stream is left when nobody looks", cancellationToken);
        Console.WriteLine("    nobody looks any more: 0 streams");
    }
}
