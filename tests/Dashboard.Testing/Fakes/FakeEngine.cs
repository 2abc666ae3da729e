using Dashboard.Services.Access.Protection;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Files;
using Dashboard.Services.Containers.Stats;
using Dashboard.Services.Containers.Timeline;
using Dashboard.Services.Engine;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Services.Images.Builds.Runs;
using Dashboard.Services.Jobs;
using Dashboard.Services.Logs;
using Dashboard.Services.Storage;
using Dashboard.Services.Terminals.Recordings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Testing;

/// <summary>Everything that the web part asks of Services about engines, played by a test.</summary>
public sealed class FakeEngine : IDisposable
{
    /// <summary>Engines by name, "local" first.</summary>
    public FakeEngine(params IEnumerable<string> others) => (Environments, Images) = (new FakeEnvironmentRegistry(others), new FakeImageQueries(Creation));

    /// <summary>The engines.</summary>
    public FakeEnvironmentRegistry Environments { get; }

    /// <summary>The first engine.</summary>
    public DockerEnvironment Local => Environments.Local;

    /// <summary>Their containers.</summary>
    public FakeContainerQueries Containers { get; } = new();

    /// <summary>What they use.</summary>
    public FakeContainerUsage Usage { get; } = new();

    /// <summary>What is read before they are made.</summary>
    public FakeCreationQueries Creation { get; } = new();

    /// <summary>What is done to them.</summary>
    public FakeCommandRunner Commands { get; } = new();

    /// <summary>What is masked.</summary>
    public FakeContainerSecrets Secrets { get; } = new();

    /// <summary>What is in them.</summary>
    public FakeContainerFiles Files { get; } = new();

    /// <summary>What happened to them.</summary>
    public FakeContainerTimeline Timeline { get; } = new();

    /// <summary>Which of them must not be ended.</summary>
    public FakeProtections Protections { get; } = new();

    /// <summary>What their hosts have.</summary>
    public FakeEngineQueries Hosts { get; } = new();

    /// <summary>Their images.</summary>
    public FakeImageQueries Images { get; }

    /// <summary>Their logs.</summary>
    public FakeLogs Logs { get; } = new();

    /// <summary>What their terminals have shown.</summary>
    public FakeRecordings Recordings { get; } = new();

    /// <summary>Takes the place of the real ones, and of the work in the background that would look for an engine.</summary>
    public IServiceCollection AddTo(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        foreach (var hosted in services.Where(LooksForAnEngine).ToList())
        {
            services.Remove(hosted);
        }

        // Builds are nothing of an engine's: the real ones, on whatever the test has for a data directory.
        services.TryAddSingleton<DataDirectory>();
        services.TryAddSingleton<IBuildContexts, BuildContexts>();
        services.TryAddSingleton<IBuilds, BuildHistory>();
        return services
            .Replace(ServiceDescriptor.Singleton<IEnvironmentRegistry>(Environments))
            .Replace(ServiceDescriptor.Singleton<IContainerQueries>(Containers))
            .Replace(ServiceDescriptor.Singleton<IContainerUsage>(Usage))
            .Replace(ServiceDescriptor.Singleton<IContainerSecrets>(Secrets))
            .Replace(ServiceDescriptor.Singleton<ICreationQueries>(Creation))
            .Replace(ServiceDescriptor.Singleton<IContainerFiles>(Files))
            .Replace(ServiceDescriptor.Singleton<IContainerTimeline>(Timeline))
            .Replace(ServiceDescriptor.Singleton<IImageQueries>(Images))
            .Replace(ServiceDescriptor.Singleton<ICommandRunner>(Commands))
            .Replace(ServiceDescriptor.Singleton<IJobs, CommandJobs>())
            .Replace(ServiceDescriptor.Singleton<IProtections>(Protections))
            .Replace(ServiceDescriptor.Singleton<IEngineQueries>(Hosts))
            .Replace(ServiceDescriptor.Singleton<ILogs>(Logs))
            .Replace(ServiceDescriptor.Singleton<IRecordings>(Recordings));
    }

    /// <inheritdoc/>
    public void Dispose() => Environments.Dispose();

    private static bool LooksForAnEngine(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType == typeof(EngineMonitor)
            || (service.ImplementationFactory?.GetType().GenericTypeArguments is [_, var made] && (made == typeof(ContainerStores) || made == typeof(EngineUsages) || made == typeof(EngineHistories))));
}
