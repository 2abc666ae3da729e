using Dashboard.Services.Containers;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Services.Tests.Containers;

public sealed class ContainerWatcherTests : IAsyncDisposable
{
    private readonly ContainerStore _store = new();
    private readonly FakeContainerFeed _feed = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ContainerWatcher _watcher;
    private Task _running = Task.CompletedTask;

    public ContainerWatcherTests() => _watcher = new ContainerWatcher(_store, _feed, TimeProvider.System, NullLogger.Instance);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _watcher.Dispose();
        _feed.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_AtStart_SubscribesBeforeItLists()
    {
        _feed.Put(Container("web"), announce: false);
        await StartAsync();

        Assert.Equal(["listen", "list"], _feed.Steps.Take(2));
        Assert.Single(_store.Snapshot.Containers);
    }

    [Fact]
    public async Task RunAsync_OnAnEvent_AsksForThatContainerOnly()
    {
        _feed.Put(Container("web"), announce: false);
        await StartAsync();

        _feed.Put(Container("web", ContainerState.Exited));

        await Eventually.ThatAsync(() => _store.Snapshot.Containers[IdOf("web")].State == ContainerState.Exited, "the stopped state arrives");
        Assert.Equal(["all", "1"], _feed.Lists.Take(2));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task RunAsync_OnAnEventOfWhatNoListShows_CountsItAsAChange(bool isUnlisted, int revision)
    {
        _feed.Put(Container("web"), announce: false);
        await StartAsync();

        _feed.Announce(IdOf("web"), isUnlisted);

        await Eventually.ThatAsync(() => _feed.Lists.Count >= 4, "it is asked for, and twice again");
        Assert.Equal(revision, _store.Snapshot.Containers[IdOf("web")].Revision);
    }

    [Fact]
    public async Task RunAsync_WhenTheListLagsBehindTheEvent_LooksAgain()
    {
        _feed.Put(Container("web"), announce: false);
        await StartAsync();

        // Docker 20.10 announces a pause before its list knows of it.
        _feed.Announce(IdOf("web"));
        await Eventually.ThatAsync(() => _feed.Lists.Count >= 2, "the first look came too early");
        _feed.Put(Container("web", ContainerState.Paused), announce: false);

        await Eventually.ThatAsync(() => _store.Snapshot.Containers[IdOf("web")].State == ContainerState.Paused, "a later look finds it");
    }

    [Fact]
    public async Task RunAsync_WhenTheStreamBreaks_ListsAllAgain()
    {
        await StartAsync();

        _feed.Put(Container("made-while-blind"), announce: false);
        _feed.BreakEvents();

        await Eventually.ThatAsync(() => _store.Snapshot.Containers.ContainsKey(IdOf("made-while-blind")), "the list is made again");
        Assert.Contains("broken pipe", Assert.Single(_feed.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenTheEngineIsLost_MarksStaleAndRecovers()
    {
        _feed.Put(Container("web"), announce: false);
        await StartAsync();
        using var subscription = _store.Subscribe(_ => true);
        await using var changes = subscription.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();

        _feed.Lose();

        await changes.MoveNextAsync();
        await Eventually.ThatAsync(() => !_store.Snapshot.IsStale, "the store is true again");
        Assert.Empty(_feed.Failures);
    }

    [Fact]
    public async Task RunAsync_OnAStormOfEvents_ListsAllOnceInsteadOfEachById()
    {
        await StartAsync();
        for (var i = 0; i < 500; i++)
        {
            _feed.Put(Container($"c{i}"));
        }

        await Eventually.ThatAsync(() => _store.Snapshot.Containers.Count == 500, "all are known");
        Assert.True(_feed.Lists.Count < 100, $"{_feed.Lists.Count} lists for 500 events");
    }

    private async Task StartAsync()
    {
        _running = _watcher.RunAsync(_stop.Token);
        await Eventually.ThatAsync(() => _store.Snapshot is { IsLoaded: true, IsStale: false }, "the first list is in");
    }
}
