using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;

namespace Dashboard.Web.Containers;

/// <summary>
/// The containers of all environments as one page sees them: kept current from the stores, with a call to render after each change. While a
/// render is under way and shortly after, changes gather, so a storm on the engine costs a page 20 renders a second at most.
/// </summary>
internal sealed class LiveContainers : IAsyncDisposable
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, ContainerRow> _rows = [];
    private readonly List<(DockerEnvironment Environment, ContainerSubscription Subscription)> _subscriptions = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Action, Task> _dispatch;
    private readonly Action _changed;
    private readonly TimeProvider _time;
    private Task _reading = Task.CompletedTask;

    /// <summary>Subscribes at once; <see cref="Start"/> begins to listen.</summary>
    /// <param name="environments">Which engines.</param>
    /// <param name="containers">Where from.</param>
    /// <param name="actor">For whom.</param>
    /// <param name="time">Paces the renders.</param>
    /// <param name="dispatch">Runs an action on the page's dispatcher, where its rows are read too.</param>
    /// <param name="changed">Called there after each change: render.</param>
    public LiveContainers(
        IEnumerable<DockerEnvironment> environments,
        IContainerQueries containers,
        Actor actor,
        TimeProvider time,
        Func<Action, Task> dispatch,
        Action changed)
    {
        (_dispatch, _changed, _time) = (dispatch, changed, time);
        foreach (var environment in environments)
        {
            var subscription = containers.Subscribe(actor, environment);
            _subscriptions.Add((environment, subscription));
            IsLoaded |= subscription.Snapshot.IsLoaded;
            foreach (var container in subscription.Snapshot.Containers.Values)
            {
                Put(environment, container);
            }

            SetStale(environment, subscription.Snapshot.IsStale);
        }
    }

    /// <summary>Whether at least one engine has been listed.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Environments whose rows may be out of date.</summary>
    public HashSet<DockerEnvironment> Stale { get; } = [];

    /// <summary>All rows, in no order.</summary>
    public IReadOnlyCollection<ContainerRow> Rows => _rows.Values;

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
        foreach (var container in changes.Upserted)
        {
            Put(environment, container);
        }

        foreach (var id in changes.Removed)
        {
            _rows.Remove($"{environment.Name}/{id}");
        }

        IsLoaded |= !changes.IsStale;
        SetStale(environment, changes.IsStale);
        _changed();
    }

    private void Put(DockerEnvironment environment, ContainerSummary container)
    {
        var row = new ContainerRow(environment, container);
        _rows[row.Key] = row;
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
