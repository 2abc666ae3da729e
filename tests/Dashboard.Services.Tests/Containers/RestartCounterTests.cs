using Dashboard.Services.Containers;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Services.Tests.Containers;

public sealed class RestartCounterTests : IAsyncDisposable
{
    private readonly ContainerStore _store = new();
    private readonly FakeContainerFeed _feed = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly RestartCounter _counter;
    private Task _running = Task.CompletedTask;

    public RestartCounterTests() => _counter = new RestartCounter(_store, _feed, TimeProvider.System, NullLogger.Instance);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _counter.Dispose();
        _feed.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_AtStart_AsksAboutAll_RunningOnesFirst()
    {
        Exists(Container("old", ContainerState.Exited), Container("web"));
        _feed.Restarts[IdOf("web")] = 3;

        Start();

        await Eventually.ThatAsync(() => Count("old") == 0 && Count("web") == 3, "both are known");
        Assert.Equal([IdOf("web"), IdOf("old")], _feed.Inspections);
    }

    [Fact]
    public async Task Touch_Often_AsksOnceAndKnowsTheLast()
    {
        Exists(Container("web"), Container("db"));
        Start();
        await Eventually.ThatAsync(() => Count("web") == 0 && Count("db") == 0, "the first round is over");

        for (var i = 1; i <= 50; i++)
        {
            _feed.Restarts[IdOf("web")] = i;
            _counter.Touch(IdOf("web"));
        }

        await Eventually.ThatAsync(() => Count("web") == 50, "the newest count is known");
        Assert.InRange(_feed.Inspections.Count, 3, 4);
    }

    [Fact]
    public async Task RunAsync_OneThatTheEngineCannotInspect_DoesNotHideTheOthers()
    {
        Exists(Container("broken"), Container("web"));
        _feed.Refused.Add(IdOf("broken"));
        _feed.Restarts[IdOf("web")] = 1;

        Start();

        await Eventually.ThatAsync(() => Count("web") == 1, "the other is known");
        Assert.Null(Count("broken"));
    }

    [Fact]
    public async Task Touch_OneThatIsGone_IsNoMatter()
    {
        Exists(Container("web"));
        Start();
        await Eventually.ThatAsync(() => Count("web") == 0, "the first round is over");

        _counter.Touch(IdOf("gone"));
        _feed.Restarts[IdOf("web")] = 2;
        _counter.Touch(IdOf("web"));

        await Eventually.ThatAsync(() => Count("web") == 2, "it goes on");
    }

    private void Exists(params ContainerSummary[] containers)
    {
        foreach (var container in containers)
        {
            _feed.Put(container, announce: false);
        }

        _store.Replace(containers);
    }

    private void Start() => _running = _counter.RunAsync(_stop.Token);

    private int? Count(string name) => _store.Snapshot.Containers[IdOf(name)].RestartCount;
}
