using Dashboard.Services.Access;
using Dashboard.Services.Containers.Timeline;
using Dashboard.Services.Environments;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Containers;

/// <summary>One store and one watcher for each environment.</summary>
internal sealed class ContainerStores : BackgroundService
{
    private readonly Dictionary<DockerEnvironment, ContainerStore> _stores;
    private readonly EngineHistories _histories;
    private readonly IRightsSource _rights;
    private readonly TimeProvider _time;
    private readonly ILogger<ContainerWatcher> _logger;

    public ContainerStores(IEnvironmentRegistry registry, EngineHistories histories, IRightsSource rights, TimeProvider time, ILogger<ContainerWatcher> logger)
    {
        _stores = registry.All.ToDictionary(e => e, _ => new ContainerStore());
        _histories = histories;
        _rights = rights;
        _time = time;
        _logger = logger;
    }

    public ContainerStore For(DockerEnvironment environment) => _stores[environment];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _rights.Changed += Recheck;
        try
        {
            await Task.WhenAll(_stores.Select(pair => WatchAsync(pair.Key, pair.Value, stoppingToken)));
        }
        finally
        {
            _rights.Changed -= Recheck;
        }
    }

    private void Recheck()
    {
        foreach (var store in _stores.Values)
        {
            store.Recheck();
        }
    }

    private async Task WatchAsync(DockerEnvironment environment, ContainerStore store, CancellationToken stopping)
    {
        using var watcher = new ContainerWatcher(store, new EngineContainerFeed(environment, _histories.For(environment)), _time, _logger);
        await watcher.RunAsync(stopping);
    }
}
