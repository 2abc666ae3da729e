using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Stats;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>What containers use, as a test says; nobody can watch it.</summary>
public sealed class FakeContainerUsage : IContainerUsage
{
    /// <summary>The newest figures by full id, the same on every engine.</summary>
    public Dictionary<string, UsagePoint> Points { get; } = [];

    /// <summary>A container uses this now.</summary>
    public void Set(string id, double cpuPercent, ulong memoryBytes) =>
        Points[id] = new UsagePoint(DateTimeOffset.UnixEpoch, cpuPercent, memoryBytes, 1UL << 30, 0, 0, 0, 0, 1);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, UsagePoint> Latest(Actor actor, DockerEnvironment environment) => Points;

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<UsagePoint>> WatchAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, bool history, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        yield return [];
        throw new InvalidOperationException($"{nameof(FakeContainerUsage)} has no live figures: use {nameof(FakeStatsFeed)} with the real store.");
    }
}
