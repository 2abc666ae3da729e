using Dashboard.Engine.Tests.Logs;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Environments;

/// <summary>An engine that dies, hangs and comes back; these have one of their own.</summary>
public sealed class EngineFaultTests : IAsyncLifetime
{
    private PrivateEngine _engine = null!;
    private ServiceHost _services = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("DASHBOARD_TEST_ENGINE") is not null, "A borrowed engine is never killed.");
        _engine = await PrivateEngine.StartAsync(CancellationToken.None);
        _services = await ServiceHost.StartAsync(_engine.DockerHost, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    [Fact]
    public async Task Health_WhenTheEngineIsKilledAndReturns_FollowsAndTheListIsTrueAgain()
    {
        var token = TestContext.Current.CancellationToken;
        await _engine.RunContainerAsync("survivor", [], ["sleep", "600"], token);
        await UntilListedAsync("survivor");

        await _engine.KillAsync();
        await WithinAsync(2, () => _services.Local.Health.Status == EngineStatus.Unreachable, "it is known to be gone");
        Assert.Contains(_engine.DockerHost, _services.Local.Health.Reason, StringComparison.Ordinal);
        var refused = await _services.RunAsync("docker stop survivor", token);
        Assert.Equal((1, EngineErrorKind.Unreachable), (refused.ExitCode, refused.Error!.Kind));
        Assert.Throws<EngineErrorException>(List);

        await _engine.StartAgainAsync(token);
        await WithinAsync(5, () => _services.Local.Health.IsUp, "it is known to be back");
        await WithinAsync(5, () => TryList()?.Any(c => c.Name == "survivor") == true, "the list is true again");
    }

    [Fact]
    public async Task Health_WhenTheEngineHangs_SaysSoWithin5Seconds()
    {
        await _engine.RunContainerAsync("frozen", [], ["sleep", "600"], TestContext.Current.CancellationToken);
        await UntilListedAsync("frozen");

        _engine.Suspend();
        try
        {
            await WithinAsync(5, () => _services.Local.Health.Status == EngineStatus.NotAnswering, "it is known to hang");
        }
        finally
        {
            _engine.Resume();
        }

        await WithinAsync(5, () => TryList()?.Any(c => c.Name == "frozen") == true, "it is back");
    }

    [Fact]
    public async Task FollowAsync_OverAHangOfTheEngine_LosesAndDoublesNothing()
    {
        var token = TestContext.Current.CancellationToken;
        await _engine.RunContainerAsync("counter", [], ["sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo $i; [ $((i % 20)) -eq 0 ] && sleep 0.02; done; sleep 600"], token);
        await UntilListedAsync("counter");
        await using var log = new FollowedLog(_services, "counter", new LogRequest(null, null));
        await log.UntilAsync(l => l.Count > 500);

        _engine.Suspend();
        await WithinAsync(6, () => !_services.Local.Health.IsUp, "the hang is noticed");
        _engine.Resume();

        await log.UntilAsync(l => l.Count > 0 && l[^1].Text == "20000");
        Assert.Equal(Enumerable.Range(1, 20_000).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), log.Lines.Select(l => l.Text));
    }

    private static Task WithinAsync(int seconds, Func<bool> condition, string what) =>
        Eventually.ThatAsync(condition, TimeSpan.FromSeconds(seconds), what);

    private Task UntilListedAsync(string name) => Eventually.ThatAsync(() => TryList()?.Any(c => c.Name == name && c.IsRunning) == true, $"{name} is listed");

    private object? List() => _services.Get<IContainerQueries>().List(ServiceHost.Admin, _services.Local, all: true);

    private IReadOnlyList<ContainerSummary>? TryList() => _services.Local.Health.IsUp
        ? TryCatch(() => _services.Get<IContainerQueries>().List(ServiceHost.Admin, _services.Local, all: true))
        : null;

    // The list is refused until it is true again: that is what is waited for.
    private static IReadOnlyList<ContainerSummary>? TryCatch(Func<IReadOnlyList<ContainerSummary>> list)
    {
        try
        {
            return list();
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.Unreachable)
        {
            return null;
        }
    }
}
