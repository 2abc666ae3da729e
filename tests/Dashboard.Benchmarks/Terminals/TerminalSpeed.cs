using System.Diagnostics;
using System.Globalization;
using Dashboard.Testing;

namespace Dashboard.Benchmarks.Terminals;

/// <summary>Terminals beside an exec on the engine's socket, in turns: echo of a key, a flood to its last line, Ctrl-C in a flood.</summary>
internal static class TerminalSpeed
{
    private const int Keys = 300;
    private const int Rounds = 5;
    private static readonly string[] Shell = ["sh"];

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var bench = await Bench.StartAsync(cancellationToken);
        await bench.Engine.RunContainerAsync("speed", [], ["sleep", "3600"], cancellationToken);
        var token = await HubTerminal.TokenAsync(bench.Seat.Dashboard, cancellationToken);
        await EchoAsync(bench, token, cancellationToken);
        await bench.Page.GotoAsync(bench.Seat.Url("/containers/local/speed"));
        await bench.Page.Locator(".overview").WaitForAsync();
        await KeysAsync(bench);
        await FloodAsync(bench, cancellationToken);
        await InterruptAsync(bench);
    }

    private static async Task EchoAsync(Bench bench, string token, CancellationToken cancellationToken)
    {
        using var raw = await RawExec.StartAsync(bench.Engine.DockerHost, "speed", ["cat"], cancellationToken);
        await using var hub = await HubTerminal.OpenAsync(bench.Seat.Dashboard.Address, token, "speed", ["cat"], cancellationToken);
        await hub.SendAsync("?", cancellationToken);
        await hub.UntilAsync("?", cancellationToken);
        List<double> raws = [];
        List<double> hubs = [];
        for (var n = 0; n < Keys + 50; n++)
        {
            var key = ((char)('a' + (n % 26))).ToString();
            var watch = Stopwatch.StartNew();
            await raw.SendAsync(key, cancellationToken);
            await raw.UntilAsync(key, cancellationToken);
            var rawTime = watch.Elapsed.TotalMilliseconds;
            watch.Restart();
            await hub.SendAsync(key, cancellationToken);
            await hub.UntilAsync(key, cancellationToken);
            if (n >= 50)
            {
                raws.Add(rawTime);
                hubs.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        Figures.PrintP95("a key's echo, exec on the engine's socket", "ms", raws);
        Figures.PrintP95("a key's echo, through the hub", "ms", hubs);
        var (p50, p95) = (Percentile(hubs, 0.5) - Percentile(raws, 0.5), Percentile(hubs, 0.95) - Percentile(raws, 0.95));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  the hub adds {p50:0.00} ms at p50 (target 1.5), {p95:0.00} ms at p95 (target 4)\n"));
    }

    private static async Task KeysAsync(Bench bench)
    {
        await OpenViewAsync(bench, ["cat"]);
        var times = await bench.Page.EvaluateAsync<double[]>(
            """
            async (keys) => {
              const view = document.querySelector("#bench");
              const area = view.querySelector("textarea");
              const times = [];
              const cursor = () => { const s = view.screen(); return s.y * 1000 + s.x; };
              for (let n = 0; n < keys + 20; n++) {
                await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 20));
                const before = cursor();
                const start = performance.now();
                area.dispatchEvent(new KeyboardEvent("keydown", { key: "a", code: "KeyA", keyCode: 65, bubbles: true, cancelable: true }));
                area.dispatchEvent(new KeyboardEvent("keypress", { key: "a", code: "KeyA", charCode: 97, keyCode: 97, bubbles: true, cancelable: true }));
                await new Promise((resolve) => { view.taken = () => cursor() !== before && resolve(); });
                if (n >= 20) times.push(performance.now() - start);
              }
              return times;
            }
            """,
            Keys);
        Figures.PrintP95("a key press to the emulator's buffer, in the browser (targets 4, 10)", "ms", times);
        await CloseViewAsync(bench);
        Console.WriteLine();
    }

    private static async Task FloodAsync(Bench bench, CancellationToken cancellationToken)
    {
        List<double> ours = [];
        List<double> raws = [];
        for (var round = 0; round < Rounds; round++)
        {
            using (var raw = await RawExec.StartAsync(bench.Engine.DockerHost, "speed", Shell, cancellationToken))
            {
                await raw.UntilAsync("# ", cancellationToken);
                var watch = Stopwatch.StartNew();
                await raw.SendAsync("seq 1 200000; echo en''d\r", cancellationToken);
                await raw.UntilAsync("\nend", cancellationToken);
                raws.Add(watch.Elapsed.TotalMilliseconds);
                await raw.SendAsync("exit\r", cancellationToken);
            }

            await OpenViewAsync(bench, Shell);
            ours.Add(await bench.Page.EvaluateAsync<double>(
                """
                async () => {
                  const view = document.querySelector("#bench");
                  const start = performance.now();
                  view.type("seq 1 200000; echo en''d\r");
                  while (!view.screen().rows.some((row) => row === "end")) await new Promise((resolve) => setTimeout(resolve, 4));
                  const taken = performance.now() - start;
                  if (!view.text().includes("\n200000\nend")) throw new Error("the last lines are not there");
                  return taken;
                }
                """));
            await CloseViewAsync(bench);
        }

        Figures.Print("seq 1 200000 until the last line is in the emulator's buffer (target: 1.3 of raw)", "ms", ("the browser's terminal", ours), ("exec on the engine's socket", raws));
    }

    private static async Task InterruptAsync(Bench bench)
    {
        List<double> times = [];
        for (var round = 0; round < Rounds; round++)
        {
            await OpenViewAsync(bench, Shell);
            times.Add(await bench.Page.EvaluateAsync<double>(
                """
                async () => {
                  const view = document.querySelector("#bench");
                  const shows = async (found) => { while (!found(view.screen().rows)) await new Promise((resolve) => setTimeout(resolve, 2)); };
                  await shows((rows) => rows.some((row) => row.includes("#")));
                  view.type("yes\r");
                  await shows((rows) => rows.filter((row) => row === "y").length > 10);
                  await new Promise((resolve) => setTimeout(resolve, 2000));
                  const start = performance.now();
                  view.type("\x03");
                  await shows((rows) => rows.some((row) => row.startsWith("/ #")) && rows.some((row) => row.includes("^C")));
                  return performance.now() - start;
                }
                """));
            await CloseViewAsync(bench);
        }

        Figures.PrintP95("Ctrl-C during yes, until the prompt is in the buffer (target 200)", "ms", times);
        Console.WriteLine();
    }

    private static async Task OpenViewAsync(Bench bench, string[] command) => await bench.Page.EvaluateAsync(
        """
        async (command) => {
          const view = document.createElement("terminal-view");
          view.id = "bench";
          view.setAttribute("environment", "local");
          view.setAttribute("container", "speed");
          view.setAttribute("command", command);
          view.style.cssText = "position:fixed;inset:80px 20px 20px;z-index:9999";
          const opened = new Promise((resolve) => view.addEventListener("terminal-opened", resolve));
          document.body.append(view);
          await opened;
        }
        """,
        System.Text.Json.JsonSerializer.Serialize(command));

    private static async Task CloseViewAsync(Bench bench) => await bench.Page.EvaluateAsync(
        """
        async () => {
          const view = document.querySelector("#bench");
          const ended = new Promise((resolve) => view.addEventListener("terminal-ended", resolve));
          view.querySelector("[data-action=end]").click();
          await ended;
          view.remove();
        }
        """);

    private static double Percentile(List<double> values, double part) => values.Order().ElementAt((int)Math.Ceiling(values.Count * part) - 1);
}
