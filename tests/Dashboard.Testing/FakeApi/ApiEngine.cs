using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Testing;

/// <summary>
/// An engine with as many containers as one likes, none of which runs anything: it speaks the engine's HTTP API on a real unix socket (ping,
/// version, info, list, inspect, stats, events), so that all of the program up to the socket is the real one. It counts what it is asked.
/// </summary>
public sealed class ApiEngine : IAsyncDisposable
{
    private readonly string _directory = TestRun.NewDirectory("api-engine");
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _started;
    private readonly Dictionary<string, ApiContainer> _containers;
    private readonly List<ApiContainer> _order;
    private readonly ConcurrentDictionary<Channel<byte[]>, bool> _listeners = new();
    private readonly ConcurrentDictionary<string, ApiGauge> _streamsOf = new();
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;
    private int _next;

    private ApiEngine(int containers, int running, int projects, TimeProvider time)
    {
        (_time, _started) = (time, time.GetUtcNow());
        _order = [.. Enumerable.Range(0, containers).Select(n => new ApiContainer(
            n, n < running, projects > 0 && n % 2 == 0 ? $"project-{n / 2 % projects}" : null, _started))];
        _containers = _order.ToDictionary(c => c.Id);
    }

    /// <summary>Its <c>DOCKER_HOST</c>.</summary>
    public string DockerHost => $"unix://{Socket}";

    /// <summary>Lists that were asked for, of all or of some.</summary>
    public ApiGauge Lists { get; } = new();

    /// <summary>Containers that were inspected.</summary>
    public ApiGauge Inspects { get; } = new();

    /// <summary>Single samples.</summary>
    public ApiGauge Samples { get; } = new();

    /// <summary>Streams of samples.</summary>
    public ApiGauge Streams { get; } = new();

    /// <summary>The most streams that one container had at once.</summary>
    public int MostStreamsOfOne => _streamsOf.Values.Select(g => g.Most).DefaultIfEmpty(0).Max();

    private string Socket => Path.Combine(_directory, "docker.sock");

    /// <summary>Starts one.</summary>
    /// <param name="containers">How many there are, called c00000 and so on.</param>
    /// <param name="running">How many of them run, the first ones.</param>
    /// <param name="projects">How many compose projects the even ones are spread over; 0 for none.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ApiEngine> StartAsync(int containers, int running, int projects, TimeProvider time, CancellationToken cancellationToken)
    {
        var engine = new ApiEngine(containers, running, projects, time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(engine.Socket);
            // A question about a hundred containers is a long address; the engine takes a megabyte.
            kestrel.Limits.MaxRequestLineSize = kestrel.Limits.MaxRequestHeadersTotalSize = 1 << 20;
            kestrel.Limits.MaxRequestBufferSize = 1 << 21;
        });
        engine._app = builder.Build();
        engine._app.Run(engine.AnswerAsync);
        await engine._app.StartAsync(cancellationToken);
        return engine;
    }

    /// <summary>One container after the other ends or starts, and everybody who listens is told.</summary>
    /// <returns>Its name.</returns>
    public string TurnOne()
    {
        var container = _order[Interlocked.Increment(ref _next) * 7919 % _order.Count];
        Turn(container);
        return container.Name;
    }

    /// <summary>The container of this name ends or starts.</summary>
    public void Turn(string name) => Turn(_order.Single(c => c.Name == name));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app!.DisposeAsync();
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Turn(ApiContainer container)
    {
        container.Turn(_time.GetUtcNow());
        var message = Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("Type", "container");
            json.WriteString("Action", container.IsRunning ? "start" : "die");
            json.WriteStartObject("Actor");
            json.WriteString("ID", container.Id);
            json.WriteEndObject();
            json.WriteNumber("time", _time.GetUtcNow().ToUnixTimeSeconds());
            json.WriteEndObject();
        });
        foreach (var listener in _listeners.Keys)
        {
            listener.Writer.TryWrite([.. message, (byte)'\n']);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers["Api-Version"] = "1.43";
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        parts = parts is [['v', >= '0' and <= '9', ..], .. var rest] ? rest : parts;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        try
        {
            await (parts switch
            {
                ["_ping"] => context.Response.WriteAsync("OK", ends.Token),
                ["version"] => WriteAsync(context, """{"Version":"28.0.0","ApiVersion":"1.43","MinAPIVersion":"1.24","Os":"linux","Arch":"amd64"}"""u8.ToArray()),
                ["info"] => WriteAsync(context, """{"ID":"api-engine","Name":"api-engine","NCPU":2,"MemTotal":8000000000,"OSType":"linux","ServerVersion":"28.0.0"}"""u8.ToArray()),
                ["events"] => EventsAsync(context, ends.Token),
                ["containers", "json"] => ListAsync(context),
                ["containers", var id, "json"] when Find(id) is { } found => InspectAsync(context, found),
                ["containers", var id, "stats"] when Find(id) is { } found => StatsAsync(context, found, ends.Token),
                _ => RefuseAsync(context),
            });
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The caller has gone, or the engine ends.
        }
    }

    private ApiContainer? Find(string idOrName) => _containers.GetValueOrDefault(idOrName) ?? _order.Find(c => c.Name == idOrName);

    private async Task ListAsync(HttpContext context)
    {
        using var counted = Lists.Enter();
        var (now, all, ids) = (_time.GetUtcNow(), context.Request.Query["all"].ToString() is "1" or "true" or "True", Ids(context.Request.Query["filters"]));
        var listed = ids is null ? _order.Where(c => all || c.IsRunning) : ids.Select(id => _containers.GetValueOrDefault(id)).OfType<ApiContainer>();
        await WriteAsync(context, Json(json =>
        {
            json.WriteStartArray();
            foreach (var container in listed)
            {
                container.WriteSummary(json, now);
            }

            json.WriteEndArray();
        }));
    }

    private async Task InspectAsync(HttpContext context, ApiContainer container)
    {
        using var counted = Inspects.Enter();
        await WriteAsync(context, Json(container.WriteInspect));
    }

    private async Task StatsAsync(HttpContext context, ApiContainer container, CancellationToken cancellationToken)
    {
        if (context.Request.Query["stream"] == "false")
        {
            using var counted = Samples.Enter();
            await WriteAsync(context, Sample(container));
            return;
        }

        using var stream = Streams.Enter();
        using var ofThis = _streamsOf.GetOrAdd(container.Id, _ => new ApiGauge()).Enter();
        using var beats = new PeriodicTimer(TimeSpan.FromSeconds(1), _time);
        do
        {
            await context.Response.Body.WriteAsync((byte[])[.. Sample(container), (byte)'\n'], cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
        }
        while (await beats.WaitForNextTickAsync(cancellationToken));
    }

    private byte[] Sample(ApiContainer container) => Json(json => container.WriteStats(json, _time.GetUtcNow() - _started));

    private async Task EventsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var mine = Channel.CreateUnbounded<byte[]>();
        _listeners[mine] = true;
        try
        {
            await context.Response.StartAsync(cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            await foreach (var message in mine.Reader.ReadAllAsync(cancellationToken))
            {
                await context.Response.Body.WriteAsync(message, cancellationToken);
                await context.Response.Body.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            _listeners.TryRemove(mine, out _);
        }
    }

    // {"id":["a","b"]} of new clients, {"id":{"a":true}} of old ones.
    private static List<string>? Ids(string? filters)
    {
        if (string.IsNullOrEmpty(filters))
        {
            return null;
        }

        using var json = JsonDocument.Parse(filters);
        return !json.RootElement.TryGetProperty("id", out var ids) ? null
            : ids.ValueKind == JsonValueKind.Array ? [.. ids.EnumerateArray().Select(i => i.GetString()!)]
            : [.. ids.EnumerateObject().Select(p => p.Name)];
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.ToArray();
    }

    private static async Task WriteAsync(HttpContext context, byte[] json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }

    private static async Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        await WriteAsync(context, """{"message":"No such container, or nothing that this engine can do"}"""u8.ToArray());
    }
}
