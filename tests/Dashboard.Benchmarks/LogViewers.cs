using System.Diagnostics;
using Dashboard.Services.Commands;
using Dashboard.Services.Logs;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>Twenty viewers of one container that floods: how often the engine is asked for its log, and what memory the server takes for it.</summary>
internal static class LogViewers
{
    private const int Viewers = 20;
    private const int Lines = 1_000_000;
    private const string Name = "flood";

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var engine = await PrivateEngine.StartAsync(cancellationToken);
        await using var counting = await FaultyEngine.StartAsync(engine.DockerHost);
        var asked = 0;
        // Refuses nothing: it only counts.
        counting.RefuseOnce(request =>
        {
            if (request.Contains("/logs?follow=1", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref asked);
            }

            return false;
        });
        await using var services = await ServiceHost.StartAsync(counting.DockerHost, cancellationToken);
        await engine.RunContainerAsync(Name, [], ["sh", "-c", $"while [ ! -e /go ]; do sleep 0.1; done; seq -f 'line %09.0f of a container that writes as fast as it can, with some text to fill the row' 1 {Lines} || seq 1 {Lines}; sleep 600"], cancellationToken);
        var viewers = Enumerable.Range(0, Viewers).Select(_ => CountAsync(services, cancellationToken)).ToList();
        var keeper = services.Get<LogKeeper>().For(services.Local);
        await Eventually.ThatAsync(() => keeper.Named(Name)?.Log.Viewers == Viewers, "all look");
        var before = Memory(collect: true);
        var most = before;
        var watch = Stopwatch.StartNew();
        (await engine.DockerAsync(cancellationToken, "exec", Name, "touch", "/go")).EnsureSuccess();
        var all = Task.WhenAll(viewers);
        while (await Task.WhenAny(all, Task.Delay(100, cancellationToken)) != all)
        {
            var now = Memory(collect: false);
            most = (Math.Max(most.Resident, now.Resident), Math.Max(most.Heap, now.Heap));
        }

        var bytes = (await all).Sum();
        var after = Memory(collect: true);
        Console.WriteLine(FormattableString.Invariant(
            $"{Viewers} viewers of {Lines:#,##0} lines in {watch.Elapsed.TotalSeconds:F1} s, {bytes / 1048576.0:F0} MiB to them: {asked} streams of the engine; resident memory +{Mib(most.Resident - before.Resident)} at most, +{Mib(after.Resident - before.Resident)} after; managed heap +{Mib(most.Heap - before.Heap)} at most, +{Mib(after.Heap - before.Heap)} after a collection"));
    }

    private static string Mib(long bytes) => FormattableString.Invariant($"{bytes / 1048576.0:F1} MiB");

    private static (long Resident, long Heap) Memory(bool collect)
    {
        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64, GC.GetTotalMemory(collect));
    }

    private static async Task<long> CountAsync(ServiceHost services, CancellationToken cancellationToken)
    {
        var (lines, bytes) = (0, 0L);
        var batches = services.Get<ILogs>().FollowAsync(ServiceHost.Admin, services.Local, ResourceName.Of(Name), new LogRequest(null, null), cancellationToken);
        await foreach (var batch in batches)
        {
            bytes += batch.Length;
            LogBatch.Read(batch.AsSpan(LogBatch.NumberLength), line => lines += line.Kind == LogKind.Stdout ? 1 : 0);
            if (lines == Lines)
            {
                return bytes;
            }
        }

        throw new InvalidOperationException($"The log ended after {lines} lines.");
    }
}
