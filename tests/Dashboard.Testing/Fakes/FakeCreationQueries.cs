using System.Collections.Concurrent;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>What can be read by whoever makes containers, as a test tells it: containers as commands, findings, and images.</summary>
public sealed class FakeCreationQueries : ICreationQueries
{
    private readonly ConcurrentDictionary<string, ReadBack> _containers = new();
    private readonly ConcurrentQueue<string> _asked = new();

    /// <summary>Names of images on the engine.</summary>
    public IReadOnlyList<string> Images { get; set; } = ["busybox:latest", "nginx:1.27"];

    /// <summary>What is found out about a command; nothing unless a test says otherwise.</summary>
    public Func<ContainerCreation, IReadOnlyList<CreationFinding>> Findings { get; set; } = _ => [];

    /// <summary>What every read fails with; null while they work.</summary>
    public EngineError? Error { get; set; }

    /// <summary>What was checked, as printed.</summary>
    public IReadOnlyList<string> Checked => [.. _asked];

    /// <summary>The container called <paramref name="name"/> is made by this line.</summary>
    public void Describe(string name, string line, params IReadOnlyList<string> withheld) =>
        _containers[name] = new ReadBack((RunContainer)CommandLine.Parse(line), withheld);

    /// <inheritdoc/>
    public Task<ReadBack> ReadBackAsync(Actor actor, DockerEnvironment environment, ResourceName name, bool reveal, CancellationToken cancellationToken)
    {
        ThrowIfWanted();
        return _containers.TryGetValue(name.Value, out var container)
            ? Task.FromResult(container)
            : throw new EngineErrorException(EngineError.NoSuchContainer(name));
    }

    /// <inheritdoc/>
    public Task<ReadBack> ReadForEditAsync(Actor actor, DockerEnvironment environment, ResourceName name, CancellationToken cancellationToken) =>
        ReadBackAsync(actor, environment, name, reveal: false, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CreationFinding>> CheckAsync(Actor actor, DockerEnvironment environment, ContainerCreation command, CancellationToken cancellationToken)
    {
        ThrowIfWanted();
        _asked.Enqueue(command.ToString());
        return Task.FromResult(Findings(command));
    }

    private void ThrowIfWanted()
    {
        if (Error is { } error)
        {
            throw new EngineErrorException(error);
        }
    }
}
