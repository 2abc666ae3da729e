using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Web.Containers;

/// <summary>
/// The containers of all environments as one page may see them: all that is there at first, and what changes after. While it renders
/// and shortly after, changes gather, so a storm on the engine costs a page 20 renders a second at most.
/// </summary>
internal sealed class LiveContainers : IAsyncDisposable
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(50);

    private readonly List<(DockerEnvironment Environment, ContainerSubscription Subscription)> _subscriptions = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Action, Task> _dispatch;
    private readonly Action<IReadOnlyList<ContainerRow>, IReadOnlyList<ContainerKey>> _changed;
    private readonly TimeProvider _time;
    private Task _reading = Task.CompletedTask;

    /// <summary>Subscribes at once; <see cref="Start"/> begins to listen.</summary>
    /// <param name="environments">Which engines.</param>
    /// <param name="containers">Where from.</param>
    /// <param name="actor">For whom.</param>
    /// <param name="time">Paces the renders.</param>
    /// <param name="dispatch">Runs an action on the page's dispatcher.</param>
    /// <param name="changed">Called there with what is new or changed, and what is gone: render.</param>
    public LiveContainers(
        IEnumerable<DockerEnvironment> environments,
        IContainerQueries containers,
        Actor actor,
        TimeProvider time,
        Func<Action, Task> dispatch,
        Action<IReadOnlyList<ContainerRow>, IReadOnlyList<ContainerKey>> changed)
    {
        (_dispatch, _changed, _time) = (dispatch, changed, time);
        foreach (var environment in environments)
        {
            var subscription = containers.Subscribe(actor, environment);
            _subscriptions.Add((environment, subscription));
            IsLoaded |= subscription.Snapshot.IsLoaded;
            SetStale(environment, subscription.Snapshot.IsStale);
        }
    }

    /// <summary>Whether at least one engine has been listed.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Environments whose rows may be out of date.</summary>
    public HashSet<DockerEnvironment> Stale { get; } = [];

    /// <summary>All that was there when this was made; empty after <see cref="Start"/>.</summary>
    public IEnumerable<ContainerRow> First =>
        _subscriptions.SelectMany(s => s.Subscription.Snapshot.Containers.Values.Select(c => new ContainerRow(s.Environment, c)));

    /// <summary>Listens until disposed.</summary>
    public void Start() => _reading = Task.WhenAll(_subscriptions.Select(s => ReadAsync(s.Environment, s.Subscription)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (_, subscription) in _subscriptions)
        {
            subscription.Dispose();
        }

        _stop.Dispose();
    }

    private async Task ReadAsync(DockerEnvironment environment, ContainerSubscription subscription)
    {
        await foreach (var changes in subscription.ReadAllAsync(_stop.Token))
        {
            await _dispatch(() => Apply(environment, changes));
            await Task.Delay(Spacing, _time, _stop.Token);
        }
    }

    private void Apply(DockerEnvironment environment, ContainerChanges changes)
    {
        IsLoaded |= !changes.IsStale;
        SetStale(environment, changes.IsStale);
        _changed(
            [.. changes.Upserted.Select(c => new ContainerRow(environment, c))],
            [.. changes.Removed.Select(id => new ContainerKey(environment.Name, id))]);
    }

    private void SetStale(DockerEnvironment environment, bool isStale)
    {
        if (isStale)
        {
            Stale.Add(environment);
        }
        else
        {
            Stale.Remove(environment);
        }
    }
}
