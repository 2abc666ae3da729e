using System.Diagnostics;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Logs;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>Log lines a second from the engine to what the server keeps, beside <c>docker logs | wc -l</c> and beside <c>curl</c>, which does nothing with them; CPU and size on disk beside the CLI's and the engine's own.</summary>
internal static class LogKeep
{
    private const int Lines = 1_000_000;
    private const int Rounds = 5;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var engine = await PrivateEngine.StartAsync(cancellationToken);
        var id = await WrittenLog.WriteAsync(engine, Lines, cancellationToken);
        List<(double Seconds, double Cpu)> ours = [];
        List<(double Seconds, double Cpu)> cli = [];
        List<double> curl = [];
        long kept = 0;
        for (var i = 0; i < Rounds; i++)
        {
            (var figures, kept) = await KeepAsync(engine, id, cancellationToken);
            ours.Add(figures);
            cli.Add(await WrittenLog.CountAsync(engine, Lines, cancellationToken));
            curl.Add(await WrittenLog.CurlAsync(engine, cancellationToken));
        }

        Figures.Print(
            $"{Lines:#,##0} lines of 110 bytes", "lines/s", ("engine → kept by the server", [.. ours.Select(o => Lines / o.Seconds)]), ("docker logs | wc -l", [.. cli.Select(c => Lines / c.Seconds)]),
            ("curl of the engine's API", [.. curl.Select(c => Lines / c)]));
        Figures.Print("CPU for it", "s", ("the whole server", [.. ours.Select(o => o.Cpu)]), ("docker logs | wc -l", [.. cli.Select(c => c.Cpu)]));
        var file = (await engine.DockerAsync(cancellationToken, "inspect", "--format", "{{.LogPath}}", id)).Text;
        Console.WriteLine(FormattableString.Invariant($"Size on disk: {kept / 1048576.0:F1} MiB kept, {new FileInfo(file).Length / 1048576.0:F1} MiB json-file: {(double)kept / new FileInfo(file).Length:F3}"));
    }

    private static async Task<((double Seconds, double Cpu) Figures, long Kept)> KeepAsync(PrivateEngine engine, string id, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("log-keep-").FullName;
        try
        {
            await using var services = await ServiceHost.StartAsync(
                engine.DockerHost, new Dictionary<string, string?> { ["Dashboard:Logs:Keep"] = "false", ["Dashboard:DataDirectory"] = data, ["Dashboard:Logs:FirstLines"] = $"{Lines + 1}" }, cancellationToken);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var container = await services.Get<IContainerQueries>().InspectAsync(ServiceHost.Admin, services.Local, ResourceName.Of(id), cancellationToken);
            var held = services.Get<LogKeeper>().For(services.Local).Open(container.Summary);
            var start = held.Log.Next;
            using var look = held.Log.Look();
            var from = start;
            while (from < start + Lines + 1)
            {
                from = (await held.Log.ReadAsync(from, cancellationToken))!.Next;
            }

            var figures = (watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
            await held.Log.SealAsync(cancellationToken);
            return (figures, held.Log.Spool.Length);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
