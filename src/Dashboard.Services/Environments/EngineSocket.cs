using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Docker.DotNet;

namespace Dashboard.Services.Environments;

/// <summary>
/// A GET over a socket of its own, read by one blocking thread. The engine writes each log line as an HTTP chunk of its own, and an
/// asynchronous reader wakes for each; a blocking one with a large buffer read twice as many lines a second for a fifth of the CPU.
/// </summary>
internal sealed class EngineSocket : IDisposable
{
    private readonly Socket _socket;
    private readonly CancellationTokenRegistration _cancel;

    private EngineSocket(Socket socket, HttpBody body, CancellationToken cancellationToken)
    {
        (_socket, Body) = (socket, body);
        // Shutdown, not Dispose: it makes a blocked Receive return at once, and the descriptor stays ours until the thread is done.
        _cancel = cancellationToken.Register(() => EngineRefusal.ShutDown(_socket));
    }

    /// <summary>The body without HTTP's chunking; reads block, and end when the token is cancelled.</summary>
    public HttpBody Body { get; }

    /// <summary>Waits, without a thread, until a read would find something: bytes, or the end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the socket is shut down too then.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (!Body.HasRest)
        {
            Body.Rest();
            await SocketWatch.WaitForAsync(_socket, cancellationToken);
        }
    }

    /// <summary>Whether a read would find something within a time. Blocks.</summary>
    public bool Wait(TimeSpan most) => Body.HasRest || _socket.Poll(most, SelectMode.SelectRead);

    /// <summary>Connects, asks, and reads the answer's head. Blocking reads begin after.</summary>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="IOException">The engine closed the connection.</exception>
    public static async Task<EngineSocket> GetAsync(EngineConnection connection, string pathAndQuery, CancellationToken cancellationToken)
    {
        // Nothing here may be asynchronous on the socket itself: see SocketWatch.
        var socket = await connection.Endpoint.ConnectBlockingAsync(cancellationToken);
        try
        {
            var request = $"GET /v{connection.ApiVersion}{pathAndQuery} HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
            socket.Send(Encoding.ASCII.GetBytes(request));
            var head = await HttpHead.ReadAsync(socket, cancellationToken);
            return head.Status == (int)HttpStatusCode.OK
                ? new EngineSocket(
                    socket, new HttpBody(new NetworkStream(socket, ownsSocket: false), head.Rest, head.IsChunked, head.ContentLength), cancellationToken)
                : throw await EngineRefusal.ReadAsync(socket, head, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _cancel.Dispose();
        Body.Dispose();
        _socket.Dispose();
    }
}

/// <summary>The head of an HTTP/1.1 answer, and the bytes of the body that came with it.</summary>
internal sealed record HttpHead(int Status, bool IsChunked, long? ContentLength, byte[] Rest)
{
    private const int MaxLength = 16 * 1024;

    /// <summary>Reads until the head is whole.</summary>
    public static async Task<HttpHead> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxLength];
        var length = 0;
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await SocketWatch.WaitForAsync(socket, cancellationToken);
            var read = length < MaxLength ? socket.Receive(buffer.AsSpan(length)) : 0;
            if (read == 0)
            {
                throw new IOException("The engine closed the connection before it answered.");
            }

            length += read;
        }

        return Parse(Encoding.ASCII.GetString(buffer, 0, end), buffer[(end + 4)..length]);
    }

    // HTTP/1.1 200 OK\r\nContent-Type: …\r\nTransfer-Encoding: chunked
    private static HttpHead Parse(string text, byte[] rest)
    {
        var lines = text.Split("\r\n");
        var headers = lines.Skip(1)
            .Select(l => l.Split(':', 2))
            .Where(p => p.Length == 2)
            .ToLookup(p => p[0].Trim(), p => p[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return lines[0].Split(' ') is [_, var status, ..] && int.TryParse(status, CultureInfo.InvariantCulture, out var code)
            ? new HttpHead(
                code,
                headers["Transfer-Encoding"].Contains("chunked", StringComparer.OrdinalIgnoreCase),
                long.TryParse(headers["Content-Length"].FirstOrDefault(), CultureInfo.InvariantCulture, out var n) ? n : null,
                rest)
            : throw new IOException($"The engine answered \"{lines[0]}\", which is no HTTP.");
    }
}
