using System.Net;
using System.Net.Sockets;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Docker.DotNet;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Images.Builds.BuildKit;

/// <summary>
/// The session that BuildKit wants beside a build (<c>POST /session</c> of the engine's API): a connection on which the engine is the one that
/// asks, over gRPC, and we answer. It holds until it is disposed.
/// </summary>
internal sealed class BuildKitSession : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly KestrelServer _server;

    private BuildKitSession(string id, EngineUpgrade upgrade)
    {
        (Id, _socket) = (id, upgrade.Socket);
        var options = new KestrelServerOptions();
        // A build that prints nothing for an hour is no idle guest.
        options.Limits.KeepAliveTimeout = Timeout.InfiniteTimeSpan;
        options.Listen(new IPEndPoint(IPAddress.None, 0), listen => listen.Protocols = HttpProtocols.Http2);
        _server = new KestrelServer(Options.Create(options), new SingleConnection(new SessionConnection(id, upgrade)), NullLoggerFactory.Instance);
    }

    /// <summary>Names it in the build's query.</summary>
    public string Id { get; }

    /// <summary>Opens one.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="accounts">Whose accounts at registries the engine may ask for.</param>
    /// <param name="environment">The engine's name.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="SocketException">The engine can't be reached.</exception>
    /// <exception cref="IOException">The engine closed the connection.</exception>
    public static async Task<BuildKitSession> OpenAsync(EngineConnection connection, IRegistryAccounts accounts, ResourceName environment, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        KeyValuePair<string, string>[] headers =
        [
            new("X-Docker-Expose-Session-Uuid", id),
            new("X-Docker-Expose-Session-Name", "dashboard"),
            new("X-Docker-Expose-Session-Grpc-Method", SessionMethods.Credentials),
        ];
        var session = new BuildKitSession(id, await EngineUpgrade.OpenAsync(connection, "/session", "h2c", headers, [], cancellationToken));
        try
        {
            await session._server.StartAsync(new SessionMethods(accounts, environment), cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        // It has nobody left to be polite to.
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }
}
