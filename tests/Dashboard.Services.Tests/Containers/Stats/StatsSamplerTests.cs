using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Stats;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Services.Tests.Containers.Stats;

public sealed class StatsSamplerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly ContainerStore _containers = new();
    private readonly FakeStatsFeed _feed = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly EngineUsage _usage;
    private Task _running = Task.CompletedTask;

    public StatsSamplerTests() => _usage = new EngineUsage(_feed, _containers, _time, NullLogger.Instance);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _feed.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_NobodyLooks_SamplesRunningOnesEachTenSecondsAndOpensNoStream()
    {
        _containers.Replace([Container("web"), Container("paused", ContainerState.Paused), Container("done", ContainerState.Exited)]);
        await StartAsync(2);
        Assert.DoesNotContain(IdOf("done"), _feed.Sampled);
        var before = _feed.Sampled.Count;

        _time.Advance(TimeSpan.FromSeconds(9.9));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await SampledAsync(before + 2);
        _time.Advance(TimeSpan.FromSeconds(10));
        await SampledAsync(before + 4);

        Assert.Equal(before + 4, _feed.Sampled.Count);
        Assert.Empty(_feed.Opened);
    }

    [Fact]
    public async Task SampleAllAsync_WhatIsLookedAt_IsLeftOut()
    {
        _containers.Replace([Container("web"), Container("db")]);
        using var grip = _usage.Streams.Hold(IdOf("web"));

        await _usage.Sampler.SampleAllAsync(TestContext.Current.CancellationToken);

        Assert.Equal([IdOf("db")], _feed.Sampled);
    }

    [Fact]
    public async Task SampleAllAsync_ThreeHundred_AsksFewAtATime()
    {
        _containers.Replace(Enumerable.Range(0, 300).Select(i => Container($"c{i}")));

        await _usage.Sampler.SampleAllAsync(TestContext.Current.CancellationToken);

        Assert.Equal(300, _feed.Sampled.Distinct().Count());
        Assert.InRange(_feed.MostAtOnce, 1, 4);
    }

    [Fact]
    public async Task SampleAllAsync_TwoOneShots_GiveTheCpuBetweenThem()
    {
        _containers.Replace([Container("web")]);
        // A one-shot sample has no counters of the moment before.
        _feed.Next = new StatsSample { CpuTotal = 1_000, CpuSystem = 10_000, OnlineCpus = 2 };
        await _usage.Sampler.SampleAllAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(10));
        _feed.Next = new StatsSample { CpuTotal = 3_000, CpuSystem = 20_000, OnlineCpus = 2, MemoryUsage = 50, InactiveFile = 8 };
        await _usage.Sampler.SampleAllAsync(TestContext.Current.CancellationToken);

        using var viewer = _usage.Store.Subscribe(IdOf("web"), history: true);

        var point = Assert.Single(viewer.Past);
        Assert.Equal((40, 42UL, _time.GetUtcNow()), (point.CpuPercent, point.MemoryBytes, point.At));
    }

    [Fact]
    public async Task SampleAllAsync_RemovedContainer_IsForgotten()
    {
        _containers.Replace([Container("web"), Container("db")]);
        await _usage.Sampler.SampleAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, _usage.Store.Count);

        _containers.Replace([Container("db")]);
        await _usage.Sampler.SampleAllAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, _usage.Store.Count);
    }

    private async Task StartAsync(int containers)
    {
        _running = _usage.Sampler.RunAsync(_stop.Token);
        for (var round = 1; round <= 3; round++)
        {
            await SampledAsync(round * containers);
            if (round < 3)
            {
                await NextAsync(round * containers);
            }
        }
    }

    // The pause begins a moment after the last sample was asked for.
    private Task NextAsync(int seen) => Eventually.ThatAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return _feed.Sampled.Count > seen;
        },
        "the next round begins");

    private Task SampledAsync(int count) => Eventually.ThatAsync(() => _feed.Sampled.Count >= count, $"{count} samples: {_feed.Sampled.Count}");
}
