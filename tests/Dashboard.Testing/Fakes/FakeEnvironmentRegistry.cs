using System.Diagnostics.CodeAnalysis;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>Engines that nobody listens at, up or down as a test says.</summary>
public sealed class FakeEnvironmentRegistry : IEnvironmentRegistry, IDisposable
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One engine a name, the first of them "local"; all are up.</summary>
    public FakeEnvironmentRegistry(params IEnumerable<string> others)
    {
        All = [.. others.Prepend("local").Select(name => new DockerEnvironment(
            ResourceName.Of(name), EngineEndpoint.Parse($"unix:///nowhere/{name}.sock"), Epoch))];
        foreach (var environment in All)
        {
            SetUp(environment);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<DockerEnvironment> All { get; }

    /// <summary>The one called "local".</summary>
    public DockerEnvironment Local => All[0];

    /// <summary>The engine answers.</summary>
    public static void SetUp(DockerEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        environment.SetUp(new EngineConnection(environment.Endpoint, new Version(1, 45), "26.1.5"), Epoch);
    }

    /// <summary>The engine can't be worked with, for this reason.</summary>
    public static void SetDown(DockerEnvironment environment, string reason, EngineStatus status = EngineStatus.Unreachable)
    {
        ArgumentNullException.ThrowIfNull(environment);
        environment.SetDown(status, reason, Epoch);
    }

    /// <inheritdoc/>
    public bool TryGet(ResourceName name, [NotNullWhen(true)] out DockerEnvironment? environment)
    {
        environment = All.FirstOrDefault(e => e.Name == name);
        return environment is not null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var environment in All)
        {
            environment.Dispose();
        }
    }
}
