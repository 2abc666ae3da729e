using System.Diagnostics;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>A million random cuts of random log streams; fails with the seed when a line differs.</summary>
internal static class FuzzLogs
{
    private const int Cuts = 1_000_000;

    public static Task RunAsync(CancellationToken cancellationToken)
    {
        var seed = Random.Shared.Next();
        var watch = Stopwatch.StartNew();
        var streams = LogFuzz.Run(Cuts, seed);
        Console.WriteLine(FormattableString.Invariant($"{Cuts:#,##0} cuts of {streams:#,##0} log streams, seed {seed}: every line as it went in ({watch.Elapsed.TotalSeconds:F1} s)"));
        return Task.CompletedTask;
    }
}
