
namespace Dashboard.Benchmarks;

/// <summary>Log lines a second from the engine to the log view in the browser, beside <c>docker logs | wc -l</c>.</summary>
internal static class LogLines
{
    private const int Lines = 500_000;
    private const int Rounds = 5;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var bench = await Bench.StartAsync(cancellationToken);
        var id = await WrittenLog.WriteAsync(bench.Engine, Lines, cancellationToken);
        await bench.Page.GotoAsync(new Uri(new Uri(bench.Page.Url), $"/containers/local/{WrittenLog.Name}").ToString());
        await bench.Page.Locator(".overview").WaitForAsync();
        List<double> ours = [];
        List<double> cli = [];
        for (var i = 0; i < Rounds; i++)
        {
            ours.Add((Lines + 1) / await ViewAsync(bench, id));
            cli.Add((Lines + 1) / (await WrittenLog.CountAsync(bench.Engine, Lines, cancellationToken)).Seconds);
        }

        Figures.Print($"{Lines:#,##0} lines of 110 bytes, whole log", "lines/s", ("engine → server → log view", ours), ("docker logs | wc -l", cli));
    }

    /// <summary>Seconds until the view holds the last line; fails if it skipped any.</summary>
    private static async Task<double> ViewAsync(Bench bench, string id)
    {
        var (seconds, count) = await bench.Page.EvaluateAsync<double[]>(
            """
            async ([id, wanted]) => {
              const view = document.createElement("log-view");
              view.setAttribute("environment", "local");
              view.setAttribute("container", id);
              view.setAttribute("tail", "-1");
              view.style.cssText = "position:fixed;inset:80px 20px 20px;z-index:9999;background:white";
              const start = performance.now();
              document.body.append(view);
              while (view.lastText !== "last" && performance.now() - start < 60000) await new Promise(requestAnimationFrame);
              const seconds = (performance.now() - start) / 1000;
              const count = view.lineCount;
              view.remove();
              return [seconds, count];
            }
            """,
            new object[] { id, Lines + 1 }) switch
        {
            [var s, var c] => (s, c),
            var other => throw new InvalidOperationException($"The page answered {other.Length} figures."),
        };
        return (int)count == Lines + 1 ? seconds : throw new InvalidOperationException($"The view holds {count} of {Lines + 1} lines.");
    }
}
