using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Benchmarks.Table;

/// <summary>What a process costs over a time: its share of one CPU, and the memory that it holds at the end.</summary>
internal static class ServerCost
{
    /// <summary>Waits until the process costs about the same in two spans of five seconds: a young one compiles its code again. A minute at most.</summary>
    public static async Task SettleAsync(int id, CancellationToken cancellationToken)
    {
        using var process = Process.GetProcessById(id);
        using var spans = new PeriodicTimer(TimeSpan.FromSeconds(5));
        var (last, before) = (process.TotalProcessorTime, TimeSpan.FromHours(1));
        for (var i = 0; i < 12 && await spans.WaitForNextTickAsync(cancellationToken); i++)
        {
            process.Refresh();
            var cost = process.TotalProcessorTime - last;
            if ((cost - before).Duration() < TimeSpan.FromMilliseconds(50))
            {
                return;
            }

            (last, before) = (process.TotalProcessorTime, cost);
        }
    }

    /// <summary>Watches process <paramref name="id"/> for <paramref name="time"/>, prints what it cost, gives its share of one CPU in percent.</summary>
    public static async Task<double> PrintAsync(string title, int id, TimeSpan time, CancellationToken cancellationToken)
    {
        using var process = Process.GetProcessById(id);
        var (before, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        using var ends = new PeriodicTimer(time);
        await ends.WaitForNextTickAsync(cancellationToken);
        process.Refresh();
        var percent = (process.TotalProcessorTime - before) / watch.Elapsed * 100;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {title,-58}{percent,7:0.0} % of a CPU{process.WorkingSet64 / 1048576.0,8:0} MiB"));
        return percent;
    }
}
