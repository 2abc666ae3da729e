using Docker.DotNet;

namespace Dashboard.Services.Environments;

/// <summary>
/// A spell of an engine being up: made when it answers, given up when it stops answering. Whatever streams from the engine
/// links <see cref="Lost"/>, because a hung engine falls silent without closing anything.
/// </summary>
public sealed class EngineConnection : IDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private readonly DockerClient _client;

    internal EngineConnection(EngineEndpoint endpoint, Version apiVersion, string engineVersion)
    {
        Endpoint = endpoint;
        ApiVersion = apiVersion;
        EngineVersion = engineVersion;
        Lost = _lost.Token;
        _client = EngineClients.Create(endpoint, apiVersion);
        Http = new EngineHttp(endpoint, apiVersion);
    }

    /// <summary>Cancelled when the engine stopped answering.</summary>
    public CancellationToken Lost { get; }

    internal EngineEndpoint Endpoint { get; }

    internal Version ApiVersion { get; }

    internal string EngineVersion { get; }

    /// <summary>Whether images are built by BuildKit there.</summary>
    internal bool HasBuildKit { get; init; }

    internal IDockerClient Client => _client;

    internal EngineHttp Http { get; }

    /// <summary>Ends everything that streams over this connection; calls that are under way may finish or fail.</summary>
    public void GiveUp() => _lost.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _lost.Cancel();
        _client.Dispose();
        Http.Dispose();
        _lost.Dispose();
    }
}
