using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Testing;

/// <summary>Engine that answers what a test tells it to, by path, on a real unix socket; all of the program up to the socket is the real one.</summary>
public sealed class AnswerEngine : IAsyncDisposable
{
    private readonly string _directory = TestRun.NewDirectory("answer-engine");
    private readonly ConcurrentDictionary<string, (int Status, string Body)> _answers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;

    private AnswerEngine()
    {
    }

    /// <summary>Its <c>DOCKER_HOST</c>.</summary>
    public string DockerHost => $"unix://{Socket}";

    private string Socket => Path.Combine(_directory, "docker.sock");

    /// <summary>Starts one that has nothing.</summary>
    public static async Task<AnswerEngine> StartAsync(CancellationToken cancellationToken)
    {
        var engine = new AnswerEngine();
        engine.Answer("/_ping", "OK");
        engine.Answer("/version", """{"Version":"28.0.0","ApiVersion":"1.47","MinAPIVersion":"1.24","Os":"linux","Arch":"amd64"}""");
        engine.Answer("/info", """{"ID":"scripted","Name":"scripted","NCPU":2,"MemTotal":8000000000,"OSType":"linux","ServerVersion":"28.0.0"}""");
        engine.Answer("/containers/json", "[]");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(engine.Socket));
        engine._app = builder.Build();
        engine._app.Run(engine.AnswerAsync);
        await engine._app.StartAsync(cancellationToken);
        return engine;
    }

    /// <summary>From now on a request for <paramref name="path"/>, without version and query, gets this.</summary>
    public void Answer(string path, string body, int status = StatusCodes.Status200OK) => _answers[path] = (status, body);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app!.DisposeAsync();
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers["Api-Version"] = "1.47";
        var path = context.Request.Path.Value!;
        path = path is ['/', 'v', >= '0' and <= '9', ..] ? path[path.IndexOf('/', 2)..] : path;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        if (path == "/events")
        {
            await context.Response.StartAsync(ends.Token);
            await Task.Delay(Timeout.Infinite, ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var (status, body) = _answers.GetValueOrDefault(path, (StatusCodes.Status404NotFound, """{"message":"No such thing"}"""));
        (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
        await context.Response.WriteAsync(body, ends.Token);
    }
}
