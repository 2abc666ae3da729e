using Dashboard.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Access;

/// <summary>
/// As much of an engine as the rights matrix needs, on a real Unix socket: two containers, of which one belongs to stack "shop", and a list
/// of everything that it was asked to do to them.
/// </summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
    private static readonly string[] _names = ["mine", "theirs"];
    private static readonly System.Text.Json.JsonSerializerOptions _asEnginesDo = new();
    private readonly WebApplication _app;

    private ScriptedEngine(WebApplication app) => _app = app;

    /// <summary>Changes that were asked for: "POST start mine".</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Asked { get; } = [];

    public static async Task<ScriptedEngine> StartAsync(string socket)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        var app = builder.Build();
        var engine = new ScriptedEngine(app);
        app.Run(engine.AnswerAsync);
        await app.StartAsync();
        return engine;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(p => p.StartsWith("v1.", StringComparison.Ordinal)).ToArray();
        switch (parts)
        {
            case ["_ping"]:
                await http.Response.WriteAsync("OK");
                break;
            case ["version"]:
                await http.Response.WriteAsJsonAsync(new { Version = "29.0.0", ApiVersion = "1.50" }, _asEnginesDo);
                break;
            case ["events"]:
                await http.Response.StartAsync();
                await http.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case ["containers", "json"]:
                await http.Response.WriteAsJsonAsync(_names.Select(name => new
                {
                    Id = ContainerBuilder.IdOf(name),
                    Names = (string[])[$"/{name}"],
                    Image = "busybox",
                    ImageID = "sha256:1",
                    Command = "sleep",
                    Created = 1,
                    State = "running",
                    Status = "Up 5 minutes",
                    Ports = Array.Empty<object>(),
                    Labels = Labels(name),
                }), _asEnginesDo);
                break;
            case ["info"]:
                await http.Response.WriteAsJsonAsync(new { DefaultRuntime = "runc" }, _asEnginesDo);
                break;
            case ["volumes" or "networks" or "system", ..] when await ScriptedThings.AnswerAsync(http, parts, Asked):
                break;
            case ["auth"]:
                Asked.Enqueue("POST auth");
                await http.Response.WriteAsJsonAsync(new { Status = "Login Succeeded" }, _asEnginesDo);
                break;
            case ["build"]:
                Asked.Enqueue("POST build");
                await http.Request.Body.CopyToAsync(Stream.Null);
                await http.Response.WriteAsync("{\"stream\":\"Successfully built ba9876543210\\n\"}\r\n");
                break;
            case ["images", "json" or "search"]:
            case ["images", .., "history"]:
                Asked.Enqueue($"{http.Request.Method} images {parts[^1]}");
                await http.Response.WriteAsJsonAsync(Array.Empty<object>(), _asEnginesDo);
                break;
            case ["images", "create"]:
            case ["images", .., "push"]:
                Asked.Enqueue($"{http.Request.Method} images {parts[^1]}");
                await http.Response.WriteAsync("{\"status\":\"Done\"}\r\n");
                break;
            case ["images", .., "tag"]:
                Asked.Enqueue("POST images tag");
                http.Response.StatusCode = 201;
                break;
            case ["images", "prune"]:
                Asked.Enqueue("POST images prune");
                await http.Response.WriteAsJsonAsync(new { ImagesDeleted = Array.Empty<object>(), SpaceReclaimed = 0 }, _asEnginesDo);
                break;
            case ["images", _] when HttpMethods.IsDelete(http.Request.Method):
                Asked.Enqueue("DELETE image");
                await http.Response.WriteAsJsonAsync(Array.Empty<object>(), _asEnginesDo);
                break;
            case ["images", "busybox:latest" or "busybox", "json"] when !http.Request.Headers.UserAgent.ToString().Contains("Docker.DotNet", StringComparison.Ordinal):
                Asked.Enqueue("GET image");
                await http.Response.WriteAsJsonAsync(new { Id = "sha256:1", Config = new { } }, _asEnginesDo);
                break;
            case ["images", "busybox:latest" or "busybox", "json"]:
                await http.Response.WriteAsJsonAsync(new { Id = "sha256:1", Config = new { } }, _asEnginesDo);
                break;
            case ["containers", "create"]:
                Asked.Enqueue("POST create");
                http.Response.StatusCode = 201;
                await http.Response.WriteAsJsonAsync(new { Id = ContainerBuilder.IdOf("mine"), Warnings = Array.Empty<string>() }, _asEnginesDo);
                break;
            case ["containers", var id, "json"] when NameOf(id) is { } name:
                await http.Response.WriteAsJsonAsync(new
                {
                    Id = ContainerBuilder.IdOf(name),
                    Name = $"/{name}",
                    Created = "2026-01-01T00:00:00Z",
                    Path = "sleep",
                    Image = "sha256:1",
                    State = new { Status = "running", Running = true, Paused = false },
                    Config = new { Image = "busybox", Labels = Labels(name) },
                    HostConfig = new { NetworkMode = "bridge" },
                    Mounts = Array.Empty<object>(),
                    NetworkSettings = new { Networks = new { } },
                }, _asEnginesDo);
                break;
            case ["commit"] when NameOf(http.Request.Query["container"]!) is { } name:
                Asked.Enqueue($"{http.Request.Method} commit {name}");
                await http.Response.WriteAsJsonAsync(new { Id = "sha256:2" }, _asEnginesDo);
                break;
            case ["containers", "prune"]:
                Asked.Enqueue($"{http.Request.Method} prune");
                await http.Response.WriteAsJsonAsync(new { ContainersDeleted = Array.Empty<string>(), SpaceReclaimed = 0 }, _asEnginesDo);
                break;
            case ["containers", _, "stats"] when http.Request.Query.ContainsKey("one-shot"):
                // The background looks at every container, on nobody's behalf.
                await http.Response.WriteAsJsonAsync(new { }, _asEnginesDo);
                break;
            case ["containers", var id, "stats"] when NameOf(id) is { } name:
                Asked.Enqueue($"{http.Request.Method} stats {name}");
                await http.Response.WriteAsJsonAsync(new { }, _asEnginesDo);
                break;
            case ["containers", var id, "logs"] when NameOf(id) is { } name:
                Asked.Enqueue($"{http.Request.Method} logs {name}");
                await http.Response.StartAsync();
                break;
            case ["containers", var id, ..] when NameOf(id) is { } name:
                Asked.Enqueue($"{http.Request.Method} {(parts.Length > 2 ? parts[2] : "remove")} {name}");
                // Processes are not played: that they were asked for is enough.
                http.Response.StatusCode = parts.Length > 2 && parts[2] is "attach" or "exec" ? 409 : 204;
                break;
            default:
                http.Response.StatusCode = 404;
                await http.Response.WriteAsJsonAsync(new { message = $"No such container: {parts.ElementAtOrDefault(1)}" });
                break;
        }
    }

    private static Dictionary<string, string> Labels(string name) => name == "mine" ? new() { ["com.docker.compose.project"] = "shop" } : [];

    private static string? NameOf(string id) => _names.FirstOrDefault(n => n == id || ContainerBuilder.IdOf(n) == id);
}
