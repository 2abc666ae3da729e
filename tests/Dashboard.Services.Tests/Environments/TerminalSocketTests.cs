using System.Net;
using System.Net.Sockets;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Tests.Environments;

public sealed class TerminalSocketTests : IAsyncLifetime
{
    private Socket _engine = null!;
    private TerminalSocket _terminal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var ours = new Socket(SocketType.Stream, ProtocolType.Tcp);
        ours.Connect(listener.LocalEndPoint!);
        _engine = await listener.AcceptAsync(Stop);
        _terminal = new TerminalSocket(new EngineUpgrade(ours, "begun"u8.ToArray()));
    }

    public ValueTask DisposeAsync()
    {
        _terminal.Dispose();
        _engine.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task ReadAsync_AFloodAndSilences_GivesEveryByteInOrder()
    {
        var random = new Random(7);
        var sent = new byte[2_000_000];
        random.NextBytes(sent);
        var sending = Task.Run(
            async () =>
            {
                for (var at = 0; at < sent.Length;)
                {
                    var length = Math.Min(random.Next(1, 3000), sent.Length - at);
                    at += await _engine.SendAsync(sent.AsMemory(at, length), SocketFlags.None, Stop);
                    if (random.Next(200) == 0)
                    {
                        // A flood that stops and begins again.
                        await Task.Yield();
                    }
                }

                _engine.Shutdown(SocketShutdown.Send);
            },
            Stop);
        using var read = new MemoryStream();
        var buffer = new byte[1000];
        int count;
        while ((count = await _terminal.ReadAsync(buffer, Stop)) > 0)
        {
            read.Write(buffer, 0, count);
        }

        await sending;
        Assert.Equal([.. "begun"u8, .. sent], read.ToArray());
    }

    [Fact]
    public async Task ReadAsync_OfNothing_WaitsAndEndsWhenCancelled()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var buffer = new byte[10];
        Assert.Equal(5, await _terminal.ReadAsync(buffer, cancel.Token));
        var reading = _terminal.ReadAsync(buffer, cancel.Token).AsTask();
        Assert.False(reading.IsCompleted);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task WriteAsync_MoreThanTheSocketHolds_ArrivesWhole()
    {
        var sent = new byte[8_000_000];
        new Random(8).NextBytes(sent);
        var writing = _terminal.WriteAsync(sent, Stop);
        Assert.False(writing.IsCompleted);
        var received = new byte[sent.Length];
        for (var at = 0; at < received.Length;)
        {
            at += await _engine.ReceiveAsync(received.AsMemory(at), SocketFlags.None, Stop);
        }

        await writing;
        Assert.Equal(sent, received);
        // It reads on after it had to wait for room.
        await _engine.SendAsync("x"u8.ToArray(), SocketFlags.None, Stop);
        var buffer = new byte[10];
        Assert.Equal(5, await _terminal.ReadAsync(buffer, Stop));
        Assert.Equal(1, await _terminal.ReadAsync(buffer, Stop));
    }
}
