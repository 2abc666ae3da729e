using System.IO.Pipelines;
using System.Net.Sockets;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Services.Images.Builds.BuildKit;

/// <summary>
/// The engine's connection as the server takes it. The framework's own one cancels a token on another thread when it is aborted, and so
/// ends the process where it was disposed meanwhile.
/// </summary>
internal sealed class SessionConnection : ConnectionContext, IDuplexPipe
{
    private readonly Socket _socket;

    public SessionConnection(string id, EngineUpgrade upgrade)
    {
        _socket = upgrade.Socket;
        var network = new NetworkStream(_socket, ownsSocket: false);
        (ConnectionId, Transport) = (id, this);
        (Input, Output) = (PipeReader.Create(new JoinedStream(upgrade.Begun, network)), PipeWriter.Create(network));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public override void Abort(ConnectionAbortedException abortReason) => _socket.Dispose();

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return base.DisposeAsync();
    }
}
