using Dashboard.Services.Environments;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Containers.Stats;

/// <summary>The statistics of every environment, and the sampling in the background.</summary>
internal sealed class EngineUsages(
    IEnvironmentRegistry registry, ContainerStores stores, TimeProvider time, ILogger<EngineUsages> logger) : BackgroundService
{
    private readonly Dictionary<DockerEnvironment, EngineUsage> _usages = registry.All.ToDictionary(
        e => e, e => new EngineUsage(new EngineStatsFeed(e), stores.For(e), time, logger));

    public EngineUsage For(DockerEnvironment environment) => _usages[environment];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_usages.Values.Select(u => u.Sampler.RunAsync(stoppingToken)));
}
