using System.Globalization;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>
/// The log view as its reader feels it: opening a finished log beside <c>curl</c>, frames and tasks while lines come fast, how late lines are
/// seen that come steadily, and the browser's memory after scrolling through a long log to its beginning.
/// </summary>
internal static class LogViewing
{
    private const int Short = 100_000;
    private const int Long = 1_000_000;
    private const int Rounds = 5;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var bench = await Bench.StartAsync(cancellationToken);
        await OpenAsync(bench, cancellationToken);
        await bench.Engine.DockerAsync(cancellationToken, "rm", "-f", WrittenLog.Name);
        await FloodAsync(bench, cancellationToken);
        await DelayAsync(bench, cancellationToken);
        await ScrollAsync(bench, cancellationToken);
    }

    private static async Task OpenAsync(Bench bench, CancellationToken cancellationToken)
    {
        var id = await WrittenLog.WriteAsync(bench.Engine, Short, cancellationToken);
        await bench.Page.GotoAsync(new Uri(new Uri(bench.Page.Url), $"/containers/local/{WrittenLog.Name}").ToString());
        await bench.Page.Locator(".overview").WaitForAsync();
        List<double> ours = [];
        List<double> curl = [];
        for (var i = 0; i < Rounds; i++)
        {
            ours.Add(await ShownAsync(bench, id));
            curl.Add(await WrittenLog.CurlAsync(bench.Engine, cancellationToken) * 1000);
        }

        Figures.Print($"{Short:#,##0} lines, finished: until the last one is on the screen and all are held", "ms", ("log view", ours), ("curl of the engine's API", curl));
    }

    private static async Task<double> ShownAsync(Bench bench, string id)
    {
        var figures = await bench.Page.EvaluateAsync<double[]>(
            """
            async (id) => {
              const view = document.createElement("log-view");
              view.setAttribute("environment", "local");
              view.setAttribute("container", id);
              view.setAttribute("tail", "-1");
              view.style.cssText = "position:fixed;inset:80px 20px 20px;z-index:9999;background:white";
              const start = performance.now();
              document.body.append(view);
              const shown = () => [...view.shadowRoot?.querySelectorAll(".row .text") ?? []].at(-1)?.textContent;
              while (shown() !== "last" && performance.now() - start < 60000) await new Promise(requestAnimationFrame);
              const taken = performance.now() - start;
              const count = view.lineCount;
              view.remove();
              return [taken, count];
            }
            """,
            id);
        return (int)figures[1] == Short + 1 ? figures[0] : throw new InvalidOperationException($"The view holds {figures[1]} of {Short + 1} lines.");
    }

    private static async Task FloodAsync(Bench bench, CancellationToken cancellationToken)
    {
        await bench.Engine.RunContainerAsync(
            "flood", [], ["sh", "-c", "i=0; while :; do i=$((i+1)); awk -v n=$i 'BEGIN { for (k = 0; k < 1000; k++) print n, k, \"level=info msg=flood of lines\" }'; usleep 90000; done"], cancellationToken);
        await bench.Page.GotoAsync(new Uri(new Uri(bench.Page.Url), "/containers/local/flood/log").ToString());
        await bench.Page.Locator("log-view .row").First.WaitForAsync();
        var figures = await bench.Page.EvaluateAsync<double[]>(
            """
            async () => {
              const view = document.querySelector("log-view");
              let longest = 0;
              const tasks = new PerformanceObserver((list) => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); });
              tasks.observe({ type: "longtask" });
              const [start, before] = [performance.now(), view.lineCount];
              let frames = 0;
              while (performance.now() - start < 8000) { await new Promise(requestAnimationFrame); frames++; }
              const seconds = (performance.now() - start) / 1000;
              return [frames / seconds, longest, (view.lineCount - before) / seconds];
            }
            """);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Live at {figures[2]:#,##0} lines/s: {figures[0]:0.0} frames/s, longest task {figures[1]:0} ms (0: none over 50 ms)\n"));
        await bench.Engine.DockerAsync(cancellationToken, "rm", "-f", "flood");
    }

    // The engine and the browser share a clock here.
    private static async Task DelayAsync(Bench bench, CancellationToken cancellationToken)
    {
        await bench.Engine.RunContainerAsync("steady", [], ["sh", "-c", "while :; do echo line; sleep 0.008; done"], cancellationToken);
        await bench.Page.GotoAsync(new Uri(new Uri(bench.Page.Url), "/containers/local/steady/log").ToString());
        await bench.Page.Locator("log-view .row").First.WaitForAsync();
        var delays = await bench.Page.EvaluateAsync<double[]>(
            """
            async () => {
              const view = document.querySelector("log-view");
              view.setAttribute("timestamps", "utc");
              const rows = () => [...view.shadowRoot.querySelectorAll(".row[data-kind=stdout]")];
              let last = Infinity;
              const delays = [];
              while (delays.length < 1000) {
                await new Promise(requestAnimationFrame);
                const now = Date.now();
                for (const row of rows()) {
                  const time = row.querySelector(".time")?.textContent.trim();
                  if (!time?.endsWith("Z") || Number(row.dataset.number) <= last) continue;
                  delays.push(now - Date.parse(time.replace(" ", "T")));
                }
                last = Number(rows().at(-1)?.dataset.number ?? last);
              }
              return delays;
            }
            """);
        Figures.PrintP95("from the engine's time of a line to its row on the screen (target 100)", "ms", delays);
        await bench.Engine.DockerAsync(cancellationToken, "rm", "-f", "steady");
    }

    private static async Task ScrollAsync(Bench bench, CancellationToken cancellationToken)
    {
        var id = await WrittenLog.WriteAsync(bench.Engine, Long, cancellationToken);
        await bench.Page.GotoAsync(new Uri(new Uri(bench.Page.Url), $"/containers/local/{id}/log").ToString());
        await bench.Page.Locator("log-view .row").First.WaitForAsync();
        var figures = await bench.Page.EvaluateAsync<double[]>(
            """
            async () => {
              const view = document.querySelector("log-view");
              view.setAttribute("tail", "-1");
              const start = performance.now();
              while ((view.lineCount < 1000001 || view.lastText !== "last") && performance.now() - start < 120000) await new Promise(requestAnimationFrame);
              const viewport = view.shadowRoot.querySelector("[role=log]");
              viewport.dispatchEvent(new WheelEvent("wheel", { deltaY: -100 }));
              const scrolled = performance.now();
              const beginning = () => view.shadowRoot.querySelector("[data-kind=beginning]");
              while (!beginning() && performance.now() - scrolled < 240000) {
                viewport.scrollTop = 0;
                // After the frame: what is scrolled in it, before the view draws, the view takes back.
                await new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)));
              }
              return [view.lineCount, beginning() ? 1 : 0, (performance.now() - scrolled) / 1000, Number(view.shadowRoot.querySelector(".row")?.dataset.number)];
            }
            """);
        await using var devtools = await Devtools.OpenAsync(bench.Page);
        var heap = await devtools.HeapAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{figures[0]:#,##0} lines came; scrolled to the beginning ({(figures[1] > 0 ? "reached" : $"NOT reached, only line {figures[3]}")}) in {figures[2]:0.0} s; heap then {heap / 1e6:0} MB\n"));
    }
}
