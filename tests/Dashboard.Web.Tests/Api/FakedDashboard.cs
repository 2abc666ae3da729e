using System.Net.Http.Headers;
using Dashboard.Services.Access;
using Dashboard.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Api;

/// <summary>The whole program in memory with a fake engine, and a script's token for it.</summary>
public sealed class FakedDashboard : IAsyncDisposable
{
    private readonly DashboardFactory _factory;
    private readonly WebApplicationFactory<Program> _host;
    private readonly string _token;

    private FakedDashboard(DashboardFactory factory, WebApplicationFactory<Program> host, FakeEngine engine, DashboardUser user, string token)
    {
        (_factory, _host, Engine, Kim, _token) = (factory, host, engine, new Actor(user.Id, "kim", Right.All, "api"), token);
        Client = _host.CreateClient();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>What stands in for the engine.</summary>
    public FakeEngine Engine { get; }

    /// <summary>The administrator whose token is sent.</summary>
    public Actor Kim { get; }

    /// <summary>The server's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Sends the token of the administrator "kim".</summary>
    public HttpClient Client { get; }

    public static async Task<FakedDashboard> StartAsync()
    {
        var (factory, engine) = (new DashboardFactory(), new FakeEngine());
        // As it is served: in Development a request body that is no JSON is thrown at the developer.
        var host = factory.WithWebHostBuilder(web => web.UseEnvironment("Production").ConfigureTestServices(services => engine.AddTo(services).AddLogging(logging => logging.ClearProviders())));
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        Assert.True((await accounts.CreateAdminAsync("kim", DashboardFactory.Password, onlyIfFirst: false, default)).Succeeded);
        var user = (await accounts.FindAsync("kim", default))!;
        var token = await host.Services.GetRequiredService<ApiTokenStore>().CreateAsync(user.Id, "test", TimeSpan.FromDays(1), default);
        return new FakedDashboard(factory, host, engine, user, token);
    }

    /// <summary>A connection to a hub over a WebSocket, as the browser's.</summary>
    /// <param name="path">The hub's URL.</param>
    /// <param name="messagePack">Bytes as bytes; else JSON, as scripts do.</param>
    public async Task<HubConnection> ConnectAsync(string path, bool messagePack = true)
    {
        var sockets = _host.Server.CreateWebSocketClient();
        sockets.ConfigureRequest = request => request.Headers.Authorization = $"Bearer {_token}";
        var builder = new HubConnectionBuilder().WithUrl(new Uri(_host.Server.BaseAddress, path), HttpTransportType.WebSockets, http =>
        {
            http.SkipNegotiation = true;
            http.WebSocketFactory = async (context, token) => await sockets.ConnectAsync(context.Uri, token);
        });
        var connection = (messagePack ? builder.AddMessagePackProtocol() : builder).Build();
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        await _factory.DisposeAsync();
        Engine.Dispose();
    }
}
