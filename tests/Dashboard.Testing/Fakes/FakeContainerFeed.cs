using System.Threading.Channels;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Testing;

/// <summary>An engine's part played by a test: what it lists, the events it sends, and its going away.</summary>
internal sealed class FakeContainerFeed : IContainerFeed, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ContainerSummary> _containers = [];
    private Channel<(string Id, bool IsUnlisted)> _events = Channel.CreateUnbounded<(string, bool)>();
    private CancellationTokenSource _lost = new();

    /// <summary>Every question asked by list, in order: "all", or how many ids.</summary>
    public List<string> Lists { get; } = [];

    /// <summary>Steps in the order in which the watcher took them.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>How often each container was restarted, by id; what is not here, never.</summary>
    public Dictionary<string, int> Restarts { get; } = [];

    /// <summary>Ids that the engine refuses to inspect.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>Every container that was inspected, in order.</summary>
    public List<string> Inspections { get; } = [];

    /// <summary>Failures that were reported.</summary>
    public List<string> Failures { get; } = [];

    public void Put(ContainerSummary container, bool announce = true)
    {
        lock (_gate)
        {
            _containers[container.Id] = container;
        }

        if (announce)
        {
            Announce(container.Id);
        }
    }

    public void Remove(string id)
    {
        lock (_gate)
        {
            _containers.Remove(id);
        }

        Announce(id);
    }

    public void Announce(string id, bool isUnlisted = false) => _events.Writer.TryWrite((id, isUnlisted));

    /// <summary>The event stream breaks, as when the engine is killed.</summary>
    public void BreakEvents()
    {
        var broken = _events;
        _events = Channel.CreateUnbounded<(string, bool)>();
        broken.Writer.TryComplete(new IOException("broken pipe"));
    }

    /// <summary>The engine falls silent and its connection is given up.</summary>
    public void Lose()
    {
        var lost = _lost;
        _lost = new CancellationTokenSource();
        lost.Cancel();
    }

    public Task<CancellationToken> WaitUntilUpAsync(CancellationToken cancellationToken) => Task.FromResult(_lost.Token);

    public async Task ListenAsync(Action subscribed, Action<string, bool> touched, CancellationToken cancellationToken)
    {
        var events = _events;
        lock (_gate)
        {
            Steps.Add("listen");
        }

        subscribed();
        await foreach (var (id, isUnlisted) in events.Reader.ReadAllAsync(cancellationToken))
        {
            touched(id, isUnlisted);
        }
    }

    public Task<IReadOnlyList<ContainerSummary>> ListAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Steps.Add("list");
            Lists.Add(ids is null ? "all" : ids.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            IReadOnlyList<ContainerSummary> found = [.. _containers.Values.Where(c => ids is null || ids.Contains(c.Id))];
            return Task.FromResult(found);
        }
    }

    public Task<int?> RestartCountAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Inspections.Add(id);
            return Refused.Contains(id)
                ? throw new EngineErrorException(new EngineError(EngineErrorKind.Failed, "broken"))
                : Task.FromResult<int?>(_containers.ContainsKey(id) ? Restarts.GetValueOrDefault(id) : null);
        }
    }

    public void Dispose() => _lost.Dispose();

    public void ReportFailure(Exception exception)
    {
        lock (_gate)
        {
            Failures.Add(exception.Message);
        }
    }
}
