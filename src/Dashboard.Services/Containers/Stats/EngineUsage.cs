using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Containers.Stats;

/// <summary>All that belongs to the statistics of one engine.</summary>
internal sealed class EngineUsage
{
    public EngineUsage(IStatsFeed feed, ContainerStore containers, TimeProvider time, ILogger logger)
    {
        Containers = containers;
        Store = new UsageStore(time);
        Streams = new StatsStreams(Store, feed, containers, time, logger);
        Sampler = new StatsSampler(Store, Streams, feed, containers, time, logger);
    }

    public ContainerStore Containers { get; }

    public UsageStore Store { get; }

    public StatsStreams Streams { get; }

    public StatsSampler Sampler { get; }
}
