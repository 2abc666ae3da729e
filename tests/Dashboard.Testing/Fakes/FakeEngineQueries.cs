using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Engine;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>A host as a test tells it.</summary>
public sealed class FakeEngineQueries : IEngineQueries
{
    /// <summary>What it has; 4 CPUs and 8 GiB unless a test says otherwise.</summary>
    public HostCapacity Capacity { get; set; } = new(4, 8L << 30);

    /// <summary>What every read fails with; null while they work.</summary>
    public EngineError? Error { get; set; }

    /// <inheritdoc/>
    public Task<HostCapacity> CapacityAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken) =>
        Error is { } error ? throw new EngineErrorException(error) : Task.FromResult(Capacity);
}
