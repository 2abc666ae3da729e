using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Dashboard.Services.Environments;
using Dashboard.Testing;
using Docker.DotNet;

namespace Dashboard.Services.Tests.Environments;

/// <summary>An engine that stops in the middle of an error: whoever asked is let go, with what has come.</summary>
public sealed class EngineRefusalTests : IAsyncLifetime
{
    private readonly string _folder = TestRun.NewDirectory("refusal");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _accepted = [];
    private EngineConnection _connection = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        var path = Path.Combine(_folder, "docker.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(10);
        _connection = new EngineConnection(EngineEndpoint.Parse($"unix://{path}"), new Version(1, 43), "28.0.0");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        _accepted.ForEach(s => s.Dispose());
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\nNo such", "No such")]
    [InlineData("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nNo such\r\nff", "No such")]
    [InlineData("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n", "")]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\nNo such", "No such")]
    public async Task Get_EngineStopsInTheMiddle_EndsWithWhatHasCome(string answer, string expected)
    {
        var answering = AnswerAsync(answer);

        var error = await Assert.ThrowsAsync<DockerApiException>(() => EngineSocket.GetAsync(_connection, "/x", Stop).WaitAsync(TimeSpan.FromSeconds(15), Stop));

        await answering;
        Assert.Equal(expected, error.ResponseBody);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ask_CancelledInTheMiddleOfAnError_EndsAtOnce(bool isUpgrade)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var answering = AnswerAsync("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 1000\r\n\r\nhalf");
        Task asking = isUpgrade ? EngineUpgrade.OpenAsync(_connection, "/x", "tcp", [], [], cancellation.Token) : EngineSocket.GetAsync(_connection, "/x", cancellation.Token);
        await answering;
        var clock = Stopwatch.StartNew();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(15), Stop));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Get_EndlessError_IsReadInPart()
    {
        var answering = Task.Run(async () =>
        {
            var socket = await AnswerAsync("HTTP/1.1 500 Internal Server Error\r\n\r\n");
            var flood = new byte[64 * 1024];
            flood.AsSpan().Fill((byte)'x');
            try
            {
                while (true)
                {
                    await socket.SendAsync(flood, SocketFlags.None, Stop);
                }
            }
            catch (SocketException)
            {
                // It has heard enough.
            }
        });

        var error = await Assert.ThrowsAsync<DockerApiException>(() => EngineSocket.GetAsync(_connection, "/x", Stop).WaitAsync(TimeSpan.FromSeconds(15), Stop));

        Assert.Equal(EngineRefusal.Longest, error.ResponseBody!.Length);
        await answering;
    }

    private async Task<Socket> AnswerAsync(string answer)
    {
        var socket = await _listener.AcceptAsync(Stop);
        _accepted.Add(socket);
        await socket.ReceiveAsync(new byte[4096], SocketFlags.None, Stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes(answer), SocketFlags.None, Stop);
        return socket;
    }
}
