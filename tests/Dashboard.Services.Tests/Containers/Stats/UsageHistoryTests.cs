using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Stats;

namespace Dashboard.Services.Tests.Containers.Stats;

public sealed class UsageHistoryTests
{
    private static readonly DateTimeOffset _start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly UsageHistory _history = new();

    [Fact]
    public void Add_ASampleEachSecond_KeepsMeansOfTenSeconds()
    {
        // 10% for one second in two, 30% in the other: each point is the 20% between.
        ulong cpu = 0;
        for (var second = 0; second <= 60; second++)
        {
            cpu += second % 2 == 0 ? 100UL : 300UL;
            _history.Add(_start.AddSeconds(second), Sample(cpu, second));
        }

        var points = _history.Since(_start);

        Assert.Equal([20, 20, 20, 20, 20], points.Skip(1).Select(p => Math.Round(p.CpuPercent, 6)));
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.Equal(UsageHistory.Spacing, pair.Second.At - pair.First.At));
    }

    [Fact]
    public void Add_TwoHours_KeepsTheLast()
    {
        for (var i = 0; i <= 720; i++)
        {
            _history.Add(_start.AddSeconds(i * 10), Sample((ulong)i * 1000, i * 10));
        }

        var points = _history.Since(DateTimeOffset.MinValue);

        Assert.Equal(UsageHistory.Capacity, points.Count);
        Assert.Equal(_start.AddSeconds(7200), points[^1].At);
        Assert.Equal(_start.AddSeconds(7200 - 3590), points[0].At);
        Assert.Equal(points, points.OrderBy(p => p.At));
    }

    [Fact]
    public void Add_AfterAGap_MakesNoMeanOverIt()
    {
        _history.Add(_start, Sample(0, 0));
        _history.Add(_start.AddSeconds(10), Sample(1000, 10));
        // Stopped for five minutes, then started: its counters begin anew.
        _history.Add(_start.AddSeconds(310), Sample(50, 310));
        _history.Add(_start.AddSeconds(320), Sample(550, 320));

        Assert.Equal([10, 5], _history.Since(_start).Select(p => Math.Round(p.CpuPercent, 6)));
    }

    [Fact]
    public void Since_OlderPoints_AreLeftOut()
    {
        for (var i = 0; i <= 6; i++)
        {
            _history.Add(_start.AddSeconds(i * 10), Sample(0, i * 10));
        }

        Assert.Equal([50, 60], _history.Since(_start.AddSeconds(45)).Select(p => (p.At - _start).TotalSeconds));
    }

    // 1,000 units of the host's time pass in a second.
    private static StatsSample Sample(ulong cpu, int second) => new() { CpuTotal = cpu, CpuSystem = 1_000_000 + ((ulong)second * 1000), OnlineCpus = 1 };
}
