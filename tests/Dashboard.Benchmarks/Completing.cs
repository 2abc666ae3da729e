using System.Diagnostics;
using Dashboard.Services.Consoles;
using Dashboard.Services.Containers;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>How long the server takes to say what could stand at the caret, with 10,000 names on the engine.</summary>
internal static class Completing
{
    private const int Rounds = 200;

    private static readonly string[] _typed = ["docker st", "docker run --", "docker stop ", "docker stop c0", "docker stop c09999", "docker inspect 99"];

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var engine = await ApiEngine.StartAsync(10_000, 300, 50, TimeProvider.System, cancellationToken);
        await using var services = await ServiceHost.StartAsync(engine.DockerHost, cancellationToken);
        var containers = services.Get<IContainerQueries>();
        await Eventually.ThatAsync(
            () =>
            {
                using var all = containers.Subscribe(ServiceHost.Admin, services.Local);
                return all.Snapshot.Containers.Count == 10_000;
            },
            TimeSpan.FromMinutes(1),
            "all are listed",
            cancellationToken);
        var completions = services.Get<ICompletions>();
        foreach (var text in _typed)
        {
            List<double> waits = [];
            var total = 0;
            // The first half warms up: the compiler is done with it then.
            for (var n = -Rounds; n < Rounds; n++)
            {
                var started = Stopwatch.GetTimestamp();
                total = (await completions.CompleteAsync(ServiceHost.Admin, services.Local, text, text.Length, cancellationToken)).Total;
                if (n >= 0)
                {
                    waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }

            Figures.PrintP95($"\"{text}\", {total} that fit", "ms", waits);
        }
    }
}
