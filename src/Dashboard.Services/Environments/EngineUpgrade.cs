using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet;

namespace Dashboard.Services.Environments;

/// <summary>A connection that the engine has handed over to another protocol (RFC 9110 §7.8): from then on its bytes are that one's, both ways.</summary>
/// <param name="Socket">The connection; whoever has it disposes it.</param>
/// <param name="Begun">Bytes that have come already.</param>
internal sealed record EngineUpgrade(Socket Socket, ReadOnlyMemory<byte> Begun)
{
    /// <summary>Asks for it with a POST.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="path">Path without the version.</param>
    /// <param name="protocol">Which protocol, as the Upgrade header names it.</param>
    /// <param name="headers">Headers besides; none may hold a line break.</param>
    /// <param name="json">The body.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="SocketException">The engine can't be reached.</exception>
    /// <exception cref="IOException">It closed the connection, or answered with no HTTP.</exception>
    public static async Task<EngineUpgrade> OpenAsync(
        EngineConnection connection, string path, string protocol, IEnumerable<KeyValuePair<string, string>> headers, byte[] json, CancellationToken cancellationToken)
    {
        // Nothing here may be asynchronous on the socket itself: see SocketWatch.
        var socket = await connection.Endpoint.ConnectBlockingAsync(cancellationToken);
        try
        {
            var request = new StringBuilder($"POST /v{connection.ApiVersion}{path} HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: {protocol}\r\n");
            request.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {json.Length}\r\n");
            foreach (var (name, value) in headers)
            {
                request.Append(name).Append(": ").Append(value).Append("\r\n");
            }

            socket.Send([.. Encoding.ASCII.GetBytes(request.Append("\r\n").ToString()), .. json]);
            var head = await HttpHead.ReadAsync(socket, cancellationToken);
            if (head.Status == (int)HttpStatusCode.SwitchingProtocols)
            {
                return new EngineUpgrade(socket, head.Rest);
            }

            throw await EngineRefusal.ReadAsync(socket, head, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
