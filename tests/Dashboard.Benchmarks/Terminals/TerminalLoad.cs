using System.Diagnostics;
using System.Globalization;
using Dashboard.Testing;

namespace Dashboard.Benchmarks.Terminals;

/// <summary>Many terminals at once: what the server takes for 200, and what is left of 1,000 that were closed and of those of a killed server.</summary>
internal static class TerminalLoad
{
    private const int Open = 200;
    private const int Tabs = 1_000;
    private const int AtOnce = 20;
    private const int Kills = 20;
    private static readonly string[] Busy = ["sh", "-c", "sleep 4321 & (sleep 4321 &); trap '' HUP; sleep 4321"];

    public static async Task ManyAsync(CancellationToken cancellationToken)
    {
        await using var engine = await PrivateEngine.StartAsync(cancellationToken);
        await using var dashboard = await DashboardProcess.StartAsync(engine.DockerHost, cancellationToken);
        await engine.RunContainerAsync("many", [], ["sleep", "3600"], cancellationToken);
        var token = await HubTerminal.TokenAsync(dashboard, cancellationToken);
        await using (var warm = await HubTerminal.OpenAsync(dashboard.Address, token, "many", ["cat"], cancellationToken))
        {
            await EchoAsync(warm, "w", cancellationToken);
        }

        var before = Resident(dashboard);
        List<HubTerminal> terminals = [];
        for (var n = 0; n < Open; n++)
        {
            var terminal = await HubTerminal.OpenAsync(dashboard.Address, token, "many", ["cat"], cancellationToken);
            await EchoAsync(terminal, "o", cancellationToken);
            terminals.Add(terminal);
        }

        List<double> times = [];
        foreach (var terminal in terminals)
        {
            times.Add(await EchoAsync(terminal, "x", cancellationToken));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Open} open terminals: resident memory +{(Resident(dashboard) - before) / 1048576.0:0.0} MiB (target 150)"));
        Figures.PrintP95($"a key's echo with {Open} open (target p95 100)", "ms", times);
        foreach (var terminal in terminals)
        {
            await terminal.DisposeAsync();
        }
    }

    public static async Task ClosedAsync(CancellationToken cancellationToken)
    {
        await using var engine = await PrivateEngine.StartAsync(cancellationToken);
        await using var dashboard = await DashboardProcess.StartAsync(
            engine.DockerHost, cancellationToken, environment: new Dictionary<string, string> { ["Dashboard__Terminals__GraceSeconds"] = "2" });
        await engine.RunContainerAsync("closed", [], ["sleep", "3600"], cancellationToken);
        var token = await HubTerminal.TokenAsync(dashboard, cancellationToken);
        for (var n = 0; n < Tabs; n += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
            {
                await using var terminal = await HubTerminal.OpenAsync(dashboard.Address, token, "closed", Busy, cancellationToken);
            }));
        }

        var watch = Stopwatch.StartNew();
        var left = await LeftAsync(engine, "closed", TimeSpan.FromMinutes(3), cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Tabs:#,##0} tabs closed in the middle of a command: {left} processes left {watch.Elapsed.TotalSeconds:0} s after the last (target 0)"));
    }

    public static async Task KilledAsync(CancellationToken cancellationToken)
    {
        await using var engine = await PrivateEngine.StartAsync(cancellationToken);
        await engine.RunContainerAsync("killed", [], ["sleep", "3600"], cancellationToken);
        var data = Directory.CreateTempSubdirectory("dashboard-killed-").FullName;
        string? token = null;
        for (var n = 0; n < Kills; n++)
        {
            var dashboard = await DashboardProcess.StartAsync(engine.DockerHost, cancellationToken, data);
            token ??= await HubTerminal.TokenAsync(dashboard, cancellationToken);
            List<HubTerminal> terminals = [];
            for (var k = 0; k < 5; k++)
            {
                terminals.Add(await HubTerminal.OpenAsync(dashboard.Address, token, "killed", Busy, cancellationToken));
            }

            await dashboard.KillAsync();
            foreach (var terminal in terminals)
            {
                await terminal.DisposeAsync();
            }
        }

        await using (await DashboardProcess.StartAsync(engine.DockerHost, cancellationToken, data))
        {
            var left = await LeftAsync(engine, "killed", TimeSpan.FromMinutes(1), cancellationToken);
            Console.WriteLine($"the server killed {Kills} times with 5 terminals open: {left} processes left after its last start (target 0)");
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task<double> EchoAsync(HubTerminal terminal, string key, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await terminal.SendAsync(key, cancellationToken);
        await terminal.UntilAsync(key, cancellationToken);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<int> LeftAsync(PrivateEngine engine, string container, TimeSpan within, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var left = (await engine.DockerAsync(cancellationToken, "top", container, "-o", "pid,args")).Stdout.Split('\n').Count(line => line.Contains("4321", StringComparison.Ordinal));
            if (left == 0 || watch.Elapsed > within)
            {
                return left;
            }

            await Task.Delay(500, cancellationToken);
        }
    }

    private static long Resident(DashboardProcess dashboard)
    {
        using var process = Process.GetProcessById(dashboard.ProcessId);
        return process.WorkingSet64;
    }
}
