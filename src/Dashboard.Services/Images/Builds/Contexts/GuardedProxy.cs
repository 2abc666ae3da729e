using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Services.Access;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>
/// A SOCKS 5 proxy (RFC 1928, 1929) on loopback for one run of a program that we don't trust with addresses: names are resolved here, judged,
/// and connected to as judged, so that neither a redirect nor a second answer of a name server leads into this network.
/// </summary>
internal sealed class GuardedProxy : IAsyncDisposable
{
    private const byte Version = 5;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly Func<IPAddress, string?> _judge;
    private readonly long _mostBytes;
    private readonly Task _accepting;
    private long _bytes;

    /// <summary>Begins to listen.</summary>
    /// <param name="judge">Why an address may not be reached; null when it may.</param>
    /// <param name="mostBytes">Bytes that may come in over all connections together.</param>
    public GuardedProxy(Func<IPAddress, string?> judge, long mostBytes)
    {
        (_judge, _mostBytes) = (judge, mostBytes);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, with the password that it asks for.</summary>
    public string Address => $"socks5h://fetch:{_password}@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Why the last connection was refused; null when none was.</summary>
    public string? Refusal { get; private set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> served = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                served.RemoveAll(t => t.IsCompleted);
                served.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the run.
        }

        await Task.WhenAll(served);
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var client = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (await GreetAsync(client) && await ReadTargetAsync(client) is { } target && await ConnectAsync(target.Host, target.Port) is { } server)
            {
                await using var stream = new NetworkStream(server, ownsSocket: true);
                await AnswerAsync(client, 0);
                var sending = SendAsync(client, stream, server);
                await ReceiveAsync(stream, client, _stop.Token);
                socket.Shutdown(SocketShutdown.Both);
                await sending;
            }
            else
            {
                // 2: not allowed by the ruleset.
                await AnswerAsync(client, 2);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side went away: the program on the other side tells of it in its own words.
        }
    }

    // A side that has said all may still hear the rest of the answer.
    private async Task SendAsync(NetworkStream from, NetworkStream to, Socket server)
    {
        try
        {
            await from.CopyToAsync(to, _stop.Token);
            server.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The answer's end, or its failure, ends the connection.
        }
    }

    private async Task ReceiveAsync(NetworkStream from, NetworkStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (Interlocked.Add(ref _bytes, read) > _mostBytes)
            {
                Refusal = $"it sends more than {_mostBytes / (1024 * 1024)} MB";
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    // 05 n methods; only 02, a name and a password, is taken.
    private async Task<bool> GreetAsync(NetworkStream client)
    {
        var head = await ReadAsync(client, 2);
        var methods = await ReadAsync(client, head[1]);
        if (head[0] != Version || !methods.Contains((byte)2))
        {
            return false;
        }

        await client.WriteAsync(new byte[] { Version, 2 }, _stop.Token);
        await ReadAsync(client, 1);
        await ReadAsync(client, (await ReadAsync(client, 1))[0]);
        var password = await ReadAsync(client, (await ReadAsync(client, 1))[0]);
        var isRight = CryptographicOperations.FixedTimeEquals(password, Encoding.ASCII.GetBytes(_password));
        await client.WriteAsync(new byte[] { 1, isRight ? (byte)0 : (byte)1 }, _stop.Token);
        return isRight;
    }

    // 05 01 00 type address port; 3 is a name, 1 and 4 are addresses.
    private async Task<(string Host, int Port)?> ReadTargetAsync(NetworkStream client)
    {
        var head = await ReadAsync(client, 4);
        if (head[0] != Version || head[1] != 1)
        {
            return null;
        }

        var host = head[3] switch
        {
            1 => new IPAddress(await ReadAsync(client, 4)).ToString(),
            3 => Encoding.ASCII.GetString(await ReadAsync(client, (await ReadAsync(client, 1))[0])),
            4 => new IPAddress(await ReadAsync(client, 16)).ToString(),
            _ => null,
        };
        return host is null ? null : (host, BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(client, 2)));
    }

    private async Task<Socket?> ConnectAsync(string host, int port)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(_patience);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, limit.Token);
            var allowed = addresses.Where(a => _judge(a) is null).ToArray();
            if (allowed.Length == 0)
            {
                Refusal = addresses.Length == 0 ? $"{host} has no address" : $"{host} is {addresses[0]}: {_judge(addresses[0])}";
                return null;
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed, port, limit.Token);
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        catch (SocketException e)
        {
            Refusal = $"{host} can't be reached: {e.Message}";
            return null;
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            Refusal = $"{host} did not answer within {_patience.TotalSeconds:0} s";
            return null;
        }
    }

    private async Task<byte[]> ReadAsync(NetworkStream client, int count)
    {
        var bytes = new byte[count];
        await client.ReadExactlyAsync(bytes, _stop.Token);
        return bytes;
    }

    private Task AnswerAsync(NetworkStream client, byte code) => client.WriteAsync(new byte[] { Version, code, 0, 1, 0, 0, 0, 0, 0, 0 }, _stop.Token).AsTask();
}
