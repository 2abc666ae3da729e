using System.Net;
using System.Net.Http.Headers;
using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.People;
using Dashboard.Testing;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

/// <summary>The program on a scripted engine, and everybody who can ask it for something.</summary>
public sealed class MatrixFixture : IAsyncLifetime
{
    private static readonly GrantScope _shop = GrantScope.OnStack("local", "shop");

    // Each with the role and scope they have, and what their token leaves of it (null: they come by browser).
    private static readonly Dictionary<string, (string Role, GrantScope Scope, Right? Token)> _people = new()
    {
        ["Viewer"] = (BuiltInRoles.Viewer, _shop, null),
        ["Operator"] = (BuiltInRoles.Operator, _shop, null),
        ["Developer"] = (BuiltInRoles.Developer, _shop, null),
        ["Admin"] = (BuiltInRoles.Admin, _shop, null),
        ["Admin everywhere"] = (BuiltInRoles.Admin, GrantScope.Everywhere, null),
        ["Admin's token for logs"] = (BuiltInRoles.Admin, GrantScope.Everywhere, Right.View | Right.Logs),
        ["Operator's token for all"] = (BuiltInRoles.Operator, _shop, Right.All),
        ["disabled"] = (BuiltInRoles.Admin, GrantScope.Everywhere, null),
        ["disabled's token"] = (BuiltInRoles.Admin, GrantScope.Everywhere, Right.All),
    };

    private readonly Dictionary<string, HttpClient> _clients = [];
    private readonly Dictionary<string, string> _tokens = [];
    private ScriptedEngine? _engine;

    public static IEnumerable<string> Everybody => _people.Keys.Prepend("stranger");

    /// <summary>Keeps no logs by itself: what the engine is asked for, somebody has asked for.</summary>
    public DashboardFactory Dashboard { get; } = new() { Settings = { ["Logs:Keep"] = "false" } };

    internal ScriptedEngine Engine => _engine!;

    public static bool IsSignedIn(string who) => who != "stranger" && !who.StartsWith("disabled", StringComparison.Ordinal);

    public static bool IsScoped(string who) => _people[who].Scope != GrantScope.Everywhere;

    public static Right RightsOf(string who) =>
        IsSignedIn(who) ? BuiltInRoles.RightsOf(_people[who].Role) & (_people[who].Token ?? Right.All) : Right.None;

    public HttpClient Client(string who) => _clients[who];

    public async ValueTask InitializeAsync()
    {
        _engine = await ScriptedEngine.StartAsync(Path.Combine(Dashboard.DataDirectory, "no-engine.sock"));
        await Dashboard.AddUserAsync();
        var admin = new Actor("test", "test", Right.All, "cli");
        _clients["stranger"] = Dashboard.Browser();
        foreach (var (who, (role, scope, token)) in _people)
        {
            _clients[who] = await AddAsync(admin, who, role, scope, token);
        }

        var environment = Dashboard.Services.GetRequiredService<IEnvironmentRegistry>().All[0];
        await Eventually.ThatAsync(() => environment.Health.IsUp, $"the scripted engine is up: {environment.Health}");
        var containers = Dashboard.Services.GetRequiredService<IContainerQueries>();
        await Eventually.ThatAsync(
            () =>
            {
                using var subscription = containers.Subscribe(admin, environment);
                return subscription.Snapshot.Containers.Count == 2;
            },
            "its containers are listed");
    }

    public async Task<HubConnection> ConnectAsync(string who, string hub)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl($"http://localhost{hub}", options =>
            {
                options.Transports = HttpTransportType.LongPolling;
                options.HttpMessageHandlerFactory = _ => Dashboard.Server.CreateHandler();
                options.Headers["Origin"] = "http://localhost";
                if (_tokens.TryGetValue(who, out var secret))
                {
                    options.Headers[_people[who].Token is null ? "Cookie" : "Authorization"] = secret;
                }
            })
            .Build();
        await connection.StartAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Dashboard.DisposeAsync();
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    private async Task<HttpClient> AddAsync(Actor admin, string who, string role, GrantScope scope, Right? token)
    {
        var name = new string([.. who.Where(char.IsLetter)]);
        var people = Dashboard.Services.GetRequiredService<PeopleStore>();
        Assert.True((await people.AddAsync(admin, name, DashboardFactory.Password, default)).Succeeded);
        var id = (await people.ListAsync(admin, default)).Single(p => p.Name == name).Id;
        Assert.True((await Dashboard.Services.GetRequiredService<GrantStore>().AddAsync(admin, id, false, role, scope, default)).Succeeded);
        var client = Dashboard.Browser();
        if (token is { } rights)
        {
            var secret = await Dashboard.Services.GetRequiredService<ApiTokenStore>().CreateAsync(id, "matrix", TimeSpan.FromDays(1), rights, default);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            _tokens[who] = $"Bearer {secret}";
        }
        else
        {
            using var response = await DashboardFactory.PostFormAsync(client, "/sign-in", new() { ["UserName"] = name, ["Password"] = DashboardFactory.Password });
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            _tokens[who] = string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        }

        if (!IsSignedIn(who))
        {
            Assert.True((await people.SetDisabledAsync(admin, id, true, default)).Succeeded);
        }

        return client;
    }
}
