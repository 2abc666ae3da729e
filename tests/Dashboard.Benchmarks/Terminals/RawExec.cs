using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Dashboard.Benchmarks.Terminals;

/// <summary>The baseline: a process with a terminal on the engine's own socket, with nothing in between.</summary>
internal sealed class RawExec : IDisposable
{
    private readonly Socket _socket;

    private RawExec(Socket socket) => _socket = socket;

    public static async Task<RawExec> StartAsync(string dockerHost, string container, string[] command, CancellationToken cancellationToken)
    {
        var path = new Uri(dockerHost).AbsolutePath;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) => new NetworkStream(await ConnectAsync(path, token), ownsSocket: true),
        });
        var create = JsonSerializer.Serialize(new { AttachStdin = true, AttachStdout = true, AttachStderr = true, Tty = true, Cmd = command });
        using var content = new StringContent(create, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"http://engine/containers/{container}/exec"), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var id = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        var socket = await ConnectAsync(path, cancellationToken);
        const string body = """{"Detach":false,"Tty":true}""";
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /exec/{id.RootElement.GetProperty("Id").GetString()}/start HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"), cancellationToken);
        var exec = new RawExec(socket);
        await exec.UntilAsync("\r\n\r\n", cancellationToken);
        return exec;
    }

    public async Task SendAsync(string keys, CancellationToken cancellationToken) => await _socket.SendAsync(Encoding.ASCII.GetBytes(keys), cancellationToken);

    /// <summary>Reads until <paramref name="end"/> has come at the end of what came so far.</summary>
    public async Task UntilAsync(string end, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var last = "";
        while (!last.Contains(end, StringComparison.Ordinal))
        {
            var read = await _socket.ReceiveAsync(buffer, cancellationToken);
            if (read == 0)
            {
                throw new InvalidOperationException($"The stream ended before \"{end}\".");
            }

            var text = Encoding.UTF8.GetString(buffer.AsSpan(Math.Max(0, read - 200), Math.Min(200, read)));
            last = last[Math.Max(0, last.Length - 200)..] + text;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static async Task<Socket> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        return socket;
    }
}
