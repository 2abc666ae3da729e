using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Stats;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Services.Tests.Containers.Stats;

public sealed class StatsStreamsTests : IDisposable
{
    private static readonly string _web = IdOf("web");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly ContainerStore _containers = new();
    private readonly FakeStatsFeed _feed = new();
    private readonly EngineUsage _usage;

    public StatsStreamsTests()
    {
        _usage = new EngineUsage(_feed, _containers, _time, NullLogger.Instance);
        _containers.Replace([Container("web"), Container("db", ContainerState.Exited)]);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task Hold_ManyViewers_OneStreamAndNoneAfterTheLast()
    {
        var grips = Enumerable.Range(0, 20).Select(_ => _usage.Streams.Hold(_web)).ToList();
        await OpenAsync(_web);

        grips.Skip(1).ToList().ForEach(g => g.Dispose());
        // Twice is once: a grip that is let go of twice must not take another's.
        grips[1].Dispose();
        _feed.Send(_web, Sample(1));
        Assert.Equal([_web], _feed.Opened);
        Assert.Equal([_web], _feed.Open);

        grips[0].Dispose();
        await Eventually.ThatAsync(() => _feed.Open.Count == 0, "the stream is closed");
        Assert.False(_usage.Streams.IsHeld(_web));
    }

    [Fact]
    public async Task Hold_SeveralViewers_EachGetsEveryPoint()
    {
        using var first = _usage.Store.Subscribe(_web, history: false);
        using var second = _usage.Store.Subscribe(_web, history: false);
        using var grip = _usage.Streams.Hold(_web);
        await OpenAsync(_web);

        _feed.Send(_web, Sample(2));
        _feed.Send(_web, Sample(3));

        Assert.Equal([25, 25], await TakeAsync(first, 2));
        Assert.Equal([25, 25], await TakeAsync(second, 2));
    }

    [Fact]
    public async Task Hold_OfAStoppedContainer_WaitsForItsStart()
    {
        using var grip = _usage.Streams.Hold(IdOf("db"));
        using var web = _usage.Streams.Hold(_web);
        await OpenAsync(_web);
        Assert.DoesNotContain(IdOf("db"), _feed.Opened);

        _containers.Update([IdOf("db")], [Container("db")]);
        await OpenAsync(IdOf("db"));
    }

    [Fact]
    public async Task Hold_ContainerStopsAndStarts_StreamsAgain()
    {
        using var grip = _usage.Streams.Hold(_web);
        await OpenAsync(_web);

        _containers.Update([_web], [Container("web", ContainerState.Exited)]);
        _feed.End(_web);
        await Eventually.ThatAsync(() => _feed.Open.Count == 0, "the stream has ended");
        _containers.Update([_web], [Container("web")]);

        await ReopenedAsync(2);
        Assert.Empty(_feed.Failures);
    }

    [Fact]
    public async Task Hold_StreamBreaks_IsReportedAndOpenedAgain()
    {
        using var grip = _usage.Streams.Hold(_web);
        await OpenAsync(_web);

        _feed.End(_web, "broken pipe");

        await ReopenedAsync(2);
        Assert.Equal(["broken pipe"], _feed.Failures);
    }

    [Fact]
    public async Task Hold_EngineLost_StreamsAgainOnItsReturn()
    {
        using var grip = _usage.Streams.Hold(_web);
        await OpenAsync(_web);

        _feed.Lose();

        await ReopenedAsync(2);
        Assert.Empty(_feed.Failures);
    }

    [Fact]
    public async Task Hold_ContainerRemoved_EndsForItsViewers()
    {
        using var viewer = _usage.Store.Subscribe(_web, history: true);
        using var grip = _usage.Streams.Hold(_web);
        await OpenAsync(_web);

        _containers.Update([_web], []);
        _feed.End(_web);

        var reading = TakeAsync(viewer, int.MaxValue);
        await Eventually.ThatAsync(() => Advance(reading.IsCompleted), "the viewer's stream ends");
        Assert.Empty(await reading);
        Assert.Equal(0, _usage.Store.Count);
    }

    private static StatsSample Sample(ulong tick) => new()
    {
        CpuTotal = tick * 250, CpuSystem = tick * 1000, PreviousCpuTotal = (tick - 1) * 250, PreviousCpuSystem = (tick - 1) * 1000, OnlineCpus = 1,
    };

    private static async Task<IReadOnlyList<double>> TakeAsync(UsageSubscription subscription, int count)
    {
        var points = new List<double>();
        await foreach (var point in subscription.ReadAllAsync(Token))
        {
            points.Add(point.CpuPercent);
            if (points.Count == count)
            {
                break;
            }
        }

        return points;
    }

    private Task OpenAsync(string id) => Eventually.ThatAsync(() => _feed.Open.Contains(id), "the stream is open");

    private Task ReopenedAsync(int times) => Eventually.ThatAsync(() => Advance(_feed.Opened.Count == times && _feed.Open.Count == 1), "the stream is open again");

    private bool Advance(bool done)
    {
        _time.Advance(TimeSpan.FromMilliseconds(200));
        return done;
    }
}
