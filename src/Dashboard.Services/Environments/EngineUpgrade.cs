using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Services.Environments;

/// <summary>A connection that the engine has handed over to another protocol (RFC 9110 §7.8): from then on its bytes are that one's, both ways.</summary>
internal sealed class EngineUpgrade : IDuplexPipe, IDisposable
{
    private const int SwitchingProtocols = 101;

    private readonly Socket _socket;

    private EngineUpgrade(Socket socket, ReadOnlyMemory<byte> begun)
    {
        _socket = socket;
        var network = new NetworkStream(socket, ownsSocket: false);
        Input = PipeReader.Create(new JoinedStream(begun, network));
        Output = PipeWriter.Create(network);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>Asks for it.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="path">Path without the version.</param>
    /// <param name="protocol">Which protocol, as the Upgrade header names it.</param>
    /// <param name="headers">Headers besides; none may hold a line break.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <returns>Null where the engine does not do it.</returns>
    /// <exception cref="SocketException">The engine can't be reached.</exception>
    /// <exception cref="IOException">It closed the connection, or answered with no HTTP.</exception>
    public static async Task<EngineUpgrade?> OpenAsync(
        EngineConnection connection, string path, string protocol, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        var socket = await connection.Endpoint.ConnectAsync(cancellationToken);
        try
        {
            var request = new StringBuilder($"POST /v{connection.ApiVersion}{path} HTTP/1.1\r\nHost: docker\r\nContent-Length: 0\r\nConnection: Upgrade\r\nUpgrade: {protocol}\r\n");
            foreach (var (name, value) in headers)
            {
                request.Append(name).Append(": ").Append(value).Append("\r\n");
            }

            await socket.SendAsync(Encoding.ASCII.GetBytes(request.Append("\r\n").ToString()), cancellationToken);
            var head = await HttpHead.ReadAsync(socket, async (s, _, token) => await s.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, token), cancellationToken);
            if (head.Status == SwitchingProtocols)
            {
                return new EngineUpgrade(socket, head.Rest);
            }

            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _socket.Dispose();
}
