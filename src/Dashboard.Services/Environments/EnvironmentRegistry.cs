using System.Diagnostics.CodeAnalysis;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Environments;

/// <summary>All engines that the dashboard knows.</summary>
public interface IEnvironmentRegistry
{
    /// <summary>All of them, the local one first.</summary>
    IReadOnlyList<DockerEnvironment> All { get; }

    /// <summary>The one called <paramref name="name"/>.</summary>
    bool TryGet(ResourceName name, [NotNullWhen(true)] out DockerEnvironment? environment);
}

/// <summary>The engine of <c>DOCKER_HOST</c> under the name "local".</summary>
internal sealed class EnvironmentRegistry : IEnvironmentRegistry, IDisposable
{
    private readonly DockerEnvironment _local;

    public EnvironmentRegistry(EngineEndpoint endpoint, TimeProvider time)
    {
        _local = new DockerEnvironment(ResourceName.Of("local"), endpoint, time.GetUtcNow());
        All = [_local];
    }

    public IReadOnlyList<DockerEnvironment> All { get; }

    public bool TryGet(ResourceName name, [NotNullWhen(true)] out DockerEnvironment? environment)
    {
        environment = All.FirstOrDefault(e => e.Name == name);
        return environment is not null;
    }

    public void Dispose() => _local.Dispose();
}
