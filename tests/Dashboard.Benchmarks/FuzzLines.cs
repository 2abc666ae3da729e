using System.Diagnostics;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>A million random lines for the console; fails with the seed and the line when one breaks something, or anything would be run.</summary>
internal static class FuzzLines
{
    private const int Lines = 1_000_000;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var seed = Random.Shared.Next();
        var watch = Stopwatch.StartNew();
        var fuzz = await LineFuzz.RunAsync(Lines, seed, cancellationToken);
        Console.WriteLine(FormattableString.Invariant(
            $"{Lines:#,##0} random lines, seed {seed}: {fuzz.Valid:#,##0} whole commands, {fuzz.Answered:#,##0} answered with words, {fuzz.Listed:#,##0} lists of ids asked for, nothing else run ({watch.Elapsed.TotalSeconds:F1} s)"));
    }
}
