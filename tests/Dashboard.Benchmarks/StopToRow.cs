using System.Diagnostics;

namespace Dashboard.Benchmarks;

/// <summary>
/// From <c>docker stop</c> on the command line to the changed row in the browser, beside the lines that <c>docker events</c> prints for it: "die" when
/// the process has ended, "stop" when the engine's own list and inspect say so too (some 50 ms later on 20.10).
/// </summary>
internal static class StopToRow
{
    private const int Rounds = 30;
    private const string Name = "a-stopped";

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var bench = await Bench.StartAsync(cancellationToken);
        await MeasureAsync(bench, cancellationToken);
    }

    /// <summary>The same on an engine that may have many other containers; "a-stopped" is the first row of the table.</summary>
    public static async Task MeasureAsync(Bench bench, CancellationToken cancellationToken)
    {
        await bench.Engine.RunContainerAsync(Name, [], ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.05; done"], cancellationToken);
        var row = bench.Page.Locator("tr[data-container=a-stopped]");
        await row.WaitForAsync();
        using var events = Start(bench, "events", "--filter", "event=die", "--filter", "event=stop", "--format", "{{.Action}}");
        List<double> rows = [];
        List<double> dies = [];
        List<double> stops = [];
        for (var i = 0; i < Rounds; i++)
        {
            // The page notes the moment itself: asking it from here would measure the asking.
            await bench.Page.EvaluateAsync(
                """
                () => {
                  window.changed = new Promise(done => {
                    const row = document.querySelector("tr[data-container=a-stopped]");
                    new MutationObserver((_, observer) => {
                      if (row.dataset.state === "exited") { observer.disconnect(); done(performance.timeOrigin + performance.now()); }
                    }).observe(row, { attributes: true, attributeFilter: ["data-state"] });
                  });
                }
                """);
            var lines = ReadTwoAsync(events.StandardOutput, cancellationToken);
            var start = Now();
            var stopping = bench.Engine.DockerAsync(cancellationToken, "stop", Name);
            rows.Add(await bench.Page.EvaluateAsync<double>("() => window.changed") - start);
            var (die, stop) = await lines;
            dies.Add(die - start);
            stops.Add(stop - start);
            (await stopping).EnsureSuccess();
            (await bench.Engine.DockerAsync(cancellationToken, "start", Name)).EnsureSuccess();
            await Microsoft.Playwright.Assertions.Expect(row).ToHaveAttributeAsync("data-state", "running");
        }

        events.Kill();
        Figures.PrintP95("from the printed \"stop\" to the changed row", "ms", [.. rows.Zip(stops, (row, stop) => row - stop)]);
        Figures.PrintP95("from the printed \"die\" to the changed row", "ms", [.. rows.Zip(dies, (row, die) => row - die)]);
        Figures.Print(
            $"docker stop on the command line, {Rounds} times",
            "ms",
            ("the row in the browser has changed", rows),
            ("docker events has printed \"stop\"", stops),
            ("docker events has printed \"die\"", dies));
    }

    private static async Task<(double Die, double Stop)> ReadTwoAsync(StreamReader events, CancellationToken cancellationToken)
    {
        await events.ReadLineAsync(cancellationToken);
        var die = Now();
        await events.ReadLineAsync(cancellationToken);
        return (die, Now());
    }

    // Wall clock in milliseconds, as the browser's: both run on this machine.
    private static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private static Process Start(Bench bench, params string[] arguments)
    {
        var start = new ProcessStartInfo("docker") { RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in bench.Engine.CliEnvironment())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
