using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dashboard.Testing;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Budgets;

/// <summary>The real program with a gigabyte of memory, on an engine of two hundred containers, with somebody who looks at them all the time.</summary>
public sealed class BombFixture : IAsyncLifetime
{
    private ApiEngine _engine = null!;
    private DashboardProcess _dashboard = null!;
    private MemoryGroup _memory = null!;
    private HubConnection _view = null!;
    private long _usual;
    private long _before;
    private int _viewsLost;

    /// <summary>A client of an administrator's token.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>A client of nobody's.</summary>
    public HttpClient Stranger { get; private set; } = null!;

    /// <summary>What the program has printed.</summary>
    public string Output => _dashboard.Output;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _engine = await ApiEngine.StartAsync(200, 20, 4, TimeProvider.System, Stop);
        _dashboard = await DashboardProcess.StartAsync(_engine.DockerHost, Stop, environment: new Dictionary<string, string>
        {
            // Less than .NET takes in a container of that size, so that it lets go of what is not needed.
            ["DOTNET_GCHeapHardLimit"] = "0x14000000",
            ["Dashboard__Builds__ContextMegabytes"] = "64",
        });
        _memory = MemoryGroup.Hold(_dashboard.ProcessId);
        var file = Path.Combine(_dashboard.DataDirectory, "password");
        await File.WriteAllTextAsync(file, "drowsy lantern over quarry", Stop);
        (await _dashboard.RunSubcommandAsync(Stop, "admin", "create", "--name", "ann", "--password-file", file)).EnsureSuccess();
        Http = Client(await TokenAsync("ann"));
        Stranger = Client(null);
        Stranger.DefaultRequestHeaders.Add("Origin", _dashboard.Address.GetLeftPart(UriPartial.Authority));
        _view = await ConnectAsync("/hubs/status");
        _view.Closed += _ =>
        {
            Interlocked.Increment(ref _viewsLost);
            return Task.CompletedTask;
        };
        // What every program makes once: views, formats, a search.
        foreach (var line in (string[])["docker ps -a", "docker ps -a --format '{{json .}}'", "docker inspect c00000", "docker ps -a --format 'table {{.ID}}\t{{.Names}}'"])
        {
            for (var n = 0; n < 5; n++)
            {
                using var answer = await RunAsync(line);
            }
        }

        _usual = _memory.Resident();
    }

    public async ValueTask DisposeAsync()
    {
        await _view.DisposeAsync();
        Http.Dispose();
        Stranger.Dispose();
        await _dashboard.DisposeAsync();
        _memory.Dispose();
        await _engine.DisposeAsync();
    }

    /// <summary>A token of somebody's.</summary>
    public async Task<string> TokenAsync(string user) =>
        (await _dashboard.RunSubcommandAsync(Stop, "token", "create", "--user", user, "--name", TestRun.NewId())).EnsureSuccess().Stdout.Trim();

    /// <summary>Runs a line over the API.</summary>
    public Task<HttpResponseMessage> RunAsync(string line) => Http.PostAsJsonAsync("api/v1/environments/local/commands", new { line }, Stop);

    /// <summary>Sends a build context that comes slowly, as soon as it is wanted.</summary>
    public async Task<HttpResponseMessage> TrickleAsync(CancellationToken release)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"api/v1/environments/local/build-contexts/{Guid.NewGuid()}") { Content = new TrickleContent(release) };
        request.Headers.ExpectContinue = true;
        return await Http.SendAsync(request, Stop);
    }

    /// <summary>A connection to a hub.</summary>
    public async Task<HubConnection> ConnectAsync(string path)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(_dashboard.Address, path), HttpTransportType.WebSockets, http =>
            {
                http.SkipNegotiation = true;
                http.Headers["Authorization"] = Http.DefaultRequestHeaders.Authorization!.ToString();
            })
            .AddMessagePackProtocol()
            .Build();
        await connection.StartAsync(Stop);
        return connection;
    }

    /// <summary>Begins to look at the memory anew.</summary>
    public void Begin()
    {
        // Garbage of the one before stays until somebody needs the room; the bound on the heap keeps that small.
        _before = Math.Max(_usual, _memory.Resident());
        _memory.ForgetPeak();
    }

    /// <summary>Megabytes that the program had more at most since <see cref="Begin"/>.</summary>
    public long MostMegabytes() => (_memory.Peak() - _before) >> 20;

    /// <summary>The program answers, and whoever looked still does.</summary>
    public async Task AssertAliveAsync()
    {
        using var answer = await Http.GetAsync("api/v1/environments/local/containers", Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((0, HubConnectionState.Connected), (_viewsLost, _view.State));
    }

    private HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = _dashboard.Address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
