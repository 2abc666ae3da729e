using System.Net;
using System.Net.Sockets;

namespace Dashboard.Testing;

/// <summary>A way to a server on loopback that breaks: the first connection that has brought so many bytes is cut, all others go through.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly long _cutAfter;
    private readonly Task _accepting;
    private int _cuts;

    /// <summary>Listens.</summary>
    /// <param name="server">Port of the server.</param>
    /// <param name="cutAfter">Bytes from the server after which a connection is cut.</param>
    public CuttingProxy(int server, long cutAfter)
    {
        (_server, _cutAfter) = (server, cutAfter);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Host => _listener.LocalEndpoint.ToString()!;

    /// <summary>How many connections were cut: 0 or 1.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        while (!_stop.IsCancellationRequested)
        {
            open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }

        await Task.WhenAll(open);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
        await Task.WhenAny(
            client.GetStream().CopyToAsync(far.GetStream(), _stop.Token),
            BringAsync(far.GetStream(), client.GetStream()));
    }

    private async Task BringAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        var brought = 0L;
        int read;
        while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0)
        {
            brought += read;
            if (brought > _cutAfter && Interlocked.CompareExchange(ref _cuts, 1, 0) == 0)
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
