using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Testing;

/// <summary>Everything of Services, as the program composes it, on an engine of the test's choice and a database of its own.</summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _dataDirectory;

    private ServiceHost(IHost host, string dataDirectory) => (_host, _dataDirectory) = (host, dataDirectory);

    /// <summary>An administrator.</summary>
    public static Actor Admin { get; } = new("test", "test-admin", Right.All, "cli");

    /// <summary>The engine under test.</summary>
    public DockerEnvironment Local => Get<IEnvironmentRegistry>().All[0];

    /// <summary>Starts the services and waits until the engine is known to be up.</summary>
    public static Task<ServiceHost> StartAsync(string dockerHost, CancellationToken cancellationToken) =>
        StartAsync(dockerHost, new Dictionary<string, string?>(), cancellationToken);

    /// <summary>Starts the services with settings of their own and waits until the engine is known to be up.</summary>
    public static async Task<ServiceHost> StartAsync(string dockerHost, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("dashboard-services-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DOCKER_HOST"] = dockerHost, ["Dashboard:DataDirectory"] = data });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning));
        builder.Services.AddDashboardServices(builder.Configuration);
        var host = new ServiceHost(builder.Build(), data);
        await host.Get<Database>().PrepareAsync(cancellationToken);
        await host._host.StartAsync(cancellationToken);
        await Eventually.ThatAsync(() => host.Local.Health.IsUp, $"the engine at {dockerHost} is up: {host.Local.Health}");
        return host;
    }

    /// <summary>A service.</summary>
    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Runs a docker line as an administrator.</summary>
    public Task<CommandResult> RunAsync(string line, CancellationToken cancellationToken) =>
        Get<ICommandRunner>().RunAsync(Admin, Local, CommandLine.Parse(line), terminal: null, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_dataDirectory, recursive: true);
    }
}
