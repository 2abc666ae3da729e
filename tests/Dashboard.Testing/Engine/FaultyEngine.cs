using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Testing;

/// <summary>An engine's socket with somebody in between who refuses chosen requests and breaks connections. Streams that are upgraded do not pass.</summary>
public sealed class FaultyEngine : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _engine;
    private Func<string, bool>? _refuses;
    private CancellationTokenSource _cut = new();

    private FaultyEngine(WebApplication app, HttpClient engine, string socket) => (_app, _engine, DockerHost) = (app, engine, $"unix://{socket}");

    /// <summary>Address to give as DOCKER_HOST.</summary>
    public string DockerHost { get; }

    /// <summary>How many requests were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Stands in front of the engine at <paramref name="dockerHost"/>.</summary>
    public static async Task<FaultyEngine> StartAsync(string dockerHost)
    {
        var socket = Path.Combine(Directory.CreateTempSubdirectory("faulty-").FullName, "docker.sock");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, token) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(new Uri(dockerHost).AbsolutePath), token);
                return new NetworkStream(connection, ownsSocket: true);
            },
        };
        var faulty = new FaultyEngine(builder.Build(), new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }, socket);
        faulty._app.Run(faulty.AnswerAsync);
        await faulty._app.StartAsync();
        return faulty;
    }

    /// <summary>Refuses, once, the next request of which <paramref name="condition"/> says so; it is shown "POST /v1.41/containers/x/start".</summary>
    public void RefuseOnce(Func<string, bool> condition) => Volatile.Write(ref _refuses, condition);

    /// <summary>Breaks every connection, in the middle of whatever is being sent.</summary>
    public void Cut()
    {
        using var cut = Interlocked.Exchange(ref _cut, new CancellationTokenSource());
        cut.Cancel();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _cut.Dispose();
        await _app.DisposeAsync();
        _engine.Dispose();
        Directory.Delete(Path.GetDirectoryName(DockerHost["unix://".Length..])!, recursive: true);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        await using var cut = Volatile.Read(ref _cut).Token.Register(http.Abort);
        var request = $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}";
        if (Volatile.Read(ref _refuses)?.Invoke(request) == true)
        {
            Volatile.Write(ref _refuses, null);
            Refused++;
            http.Response.StatusCode = (int)HttpStatusCode.InternalServerError;
            await http.Response.WriteAsJsonAsync(new { message = $"refused by the test: {request}" });
            return;
        }

        using var forwarded = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri($"http://localhost{http.Request.Path}{http.Request.QueryString}"));
        if (http.Request.ContentLength is > 0)
        {
            forwarded.Content = new StreamContent(http.Request.Body);
            forwarded.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType);
            forwarded.Content.Headers.ContentLength = http.Request.ContentLength;
        }

        using var answer = await _engine.SendAsync(forwarded, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        {
            return;
        }

        await http.Response.Body.FlushAsync();
        await using var body = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, read));
            await http.Response.Body.FlushAsync();
        }
    }
}
