using System.Net.Sockets;
using Dashboard.Services.Commands;
using Docker.DotNet;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Environments;

/// <summary>
/// Keeps every environment's health true: a ping each second with a limit of 3 s, so that a killed engine is noticed within
/// one beat and a hung one (which accepts connections and falls silent) within 5 s.
/// </summary>
internal sealed partial class EngineMonitor(IEnvironmentRegistry registry, TimeProvider time, ILogger<EngineMonitor> logger)
    : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private const string BuilderHeader = "Builder-Version";
    private const string BuildKitBuilder = "2";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(registry.All.Select(environment => WatchAsync(environment, stoppingToken)));

    private async Task WatchAsync(DockerEnvironment environment, CancellationToken stopping)
    {
        using var wake = new SemaphoreSlim(0, 1);
        environment.CheckRequested += Wake;
        // Pings go over a client of their own: a pool that is clogged by a hung engine must not hide its return.
        using var pinger = EngineClients.Create(environment.Endpoint, null);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await CheckAsync(environment, pinger, stopping);
                await wake.WaitAsync(Beat, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            environment.CheckRequested -= Wake;
        }

        void Wake()
        {
            try
            {
                wake.Release();
            }
            catch (SemaphoreFullException)
            {
                // A check is due already.
            }
        }
    }

    private async Task CheckAsync(DockerEnvironment environment, DockerClient pinger, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Limit);
        try
        {
            await pinger.System.PingAsync(limit.Token);
            if (!environment.Health.IsUp)
            {
                await ConnectAsync(environment, pinger, limit.Token);
            }
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            var status = e is OperationCanceledException ? EngineStatus.NotAnswering : EngineStatus.Unreachable;
            var reason = EngineReasons.Explain(e, environment.Endpoint, Limit);
            if (environment.Health.Status != status || environment.Health.Reason != reason)
            {
                LogDown(environment.Name.Value, reason);
            }

            environment.SetDown(status, reason, time.GetUtcNow());
        }
    }

    private async Task ConnectAsync(DockerEnvironment environment, DockerClient pinger, CancellationToken cancellationToken)
    {
        var version = await pinger.System.GetVersionAsync(cancellationToken);
        var theirs = Version.Parse(version.APIVersion);
        var api = theirs < EngineClients.NewestApi ? theirs : EngineClients.NewestApi;
        var connection = new EngineConnection(environment.Endpoint, api, version.Version) { HasBuildKit = await HasBuildKitAsync(environment.Endpoint, api, cancellationToken) };
        environment.SetUp(connection, time.GetUtcNow());
        LogUp(environment.Name.Value, version.Version, api);
    }

    // The docker CLI goes by the same header of the ping; the client library does not tell it.
    private static async Task<bool> HasBuildKitAsync(EngineEndpoint endpoint, Version api, CancellationToken cancellationToken)
    {
        using var http = new EngineHttp(endpoint, api);
        using var pong = await http.SendAsync(HttpMethod.Get, "/_ping", null, cancellationToken);
        return pong.Headers.TryGetValues(BuilderHeader, out var values) && values.Contains(BuildKitBuilder);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Engine {Environment} is up: version {Version}, API {Api}.")]
    private partial void LogUp(string environment, string version, Version api);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Engine {Environment} is down: {Reason}")]
    private partial void LogDown(string environment, string reason);
}
