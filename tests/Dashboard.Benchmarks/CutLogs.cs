using System.Diagnostics;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>A hundred connections broken at random while a container writes 5,000 lines a second, compared with docker logs afterwards.</summary>
internal static class CutLogs
{
    private const int Cuts = 100;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var engine = await PrivateEngine.StartAsync(cancellationToken);
        var seed = Random.Shared.Next();
        var watch = Stopwatch.StartNew();
        var (lines, lost, doubled) = await LogCuts.RunAsync(engine, "cut", Cuts, new Random(seed), cancellationToken);
        Console.WriteLine(FormattableString.Invariant($"{Cuts} cuts (seed {seed}) in {watch.Elapsed.TotalSeconds:F1} s, {lines:#,##0} lines: {lost} lost, {doubled} doubled"));
        if (lost + doubled > 0)
        {
            throw new InvalidOperationException($"Lines were lost or doubled (seed {seed}).");
        }
    }
}
