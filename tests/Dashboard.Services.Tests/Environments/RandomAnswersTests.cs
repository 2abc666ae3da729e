using System.Collections.Concurrent;
using System.Diagnostics;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Environments;

/// <summary>Ten thousand answers of an engine that has lost its mind, to every read: each comes to an end, with a result or a clear error.</summary>
public sealed class RandomAnswersTests
{
    private const int Answers = 10_000;
    private const int Lanes = 4;
    private const int MostMegabytes = 200;

    // One read may ask several times; each answer is there or broken off at once.
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(10);

    private static readonly string[] _lines =
    [
        "ps -a", "ps -as", "ps --format '{{json .}}'", "ps -a --no-trunc -f label=team", "ps -q -f name=web", "inspect web", "inspect --size web", "inspect -f '{{.State.Status}} {{json .}}' web",
        "inspect --type image app:1", "inspect --type volume v1", "inspect --type network n1", "inspect nosuch", "port web", "port web 80", "top web", "diff web", "stats --no-stream", "stats --no-stream web",
        "images", "images -a --no-trunc --digests", "images --format '{{json .}}'", "image inspect app:1", "history app:1", "history --no-trunc app:1", "search app", "search --limit 5 app",
        "volume ls", "volume ls --format '{{json .}}'", "volume inspect v1", "network ls", "network ls --no-trunc", "network inspect n1", "network inspect -f '{{json .IPAM}}' n1", "system df", "system df -v", "logs web", "logs --tail 5 -t web", "wait web",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_RandomAnswer_EndsWithAResultOrAClearError()
    {
        var seed = Environment.GetEnvironmentVariable("DASHBOARD_SEED") is { Length: > 0 } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage($"DASHBOARD_SEED={seed}");
        await using var engine = await RandomEngine.StartAsync(seed, Stop);
        await using var services = await ServiceHost.StartAsync(engine.DockerHost, Stop);
        var runner = services.Get<ICommandRunner>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var faults = new ConcurrentQueue<string>();
        var results = new ConcurrentDictionary<bool, int>();
        engine.IsRandom = true;

        await Parallel.ForAsync(0, Lanes, new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = Stop }, async (lane, token) =>
        {
            for (var n = lane; engine.Answers < Answers && faults.Count < 20; n++)
            {
                var line = _lines[n % _lines.Length];
                var clock = Stopwatch.StartNew();
                try
                {
                    var result = await runner.RunAsync(ServiceHost.Admin, services.Local, CommandLine.Parse(line), terminal: null, token).WaitAsync(_longest, token);
                    results.AddOrUpdate(result.ExitCode == 0, 1, (_, count) => count + 1);
                    if (result.ExitCode != 0 && result.Stderr.Length == 0 && result.Error is null && result.Targets.All(t => t.Error is null))
                    {
                        faults.Enqueue($"{line}: exit code {result.ExitCode} without a word");
                    }
                }
                catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
                {
                    faults.Enqueue($"{line} after {clock.Elapsed}: {e}");
                }
            }
        });

        Assert.True(faults.IsEmpty, $"DASHBOARD_SEED={seed}\n{string.Join("\n\n", faults.DistinctBy(f => string.Join('\n', f.Split('\n').Take(3))).Take(8))}");
        Assert.True(results[true] > Answers / 100 && results[false] > Answers / 100, $"{results[true]} and {results[false]}");
        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) >> 20, long.MinValue, MostMegabytes);

        // Whoever looks at it sees the truth again as soon as it is told.
        engine.IsRandom = false;
        await Eventually.ThatAsync(() => services.Local.Health.IsUp, "the engine counts as up");
        Assert.Equal(0, (await services.RunAsync("ps -a", Stop)).ExitCode);
        using var subscription = services.Get<IContainerQueries>().Subscribe(ServiceHost.Admin, services.Local);
        await Eventually.ThatAsync(
            () =>
            {
                using var seen = services.Get<IContainerQueries>().Subscribe(ServiceHost.Admin, services.Local);
                return seen.Snapshot.Containers.Values.Any(c => c.Name == "web");
            },
            "the list of containers is true again");
    }
}
