using Dashboard.Services.Access;
using Dashboard.Services.People;
using Dashboard.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Browser.Tests;

/// <summary>The program in the tests' own process but on a real port, so that tests reach its services while real browsers use it.</summary>
public sealed class LiveDashboard : WebApplicationFactory<Program>
{
    private readonly string _dockerHost;
    private readonly string _data = TestRun.NewDirectory("live");

    private readonly IReadOnlyDictionary<string, string> _settings;

    private LiveDashboard(string dockerHost, IReadOnlyDictionary<string, string> settings) => (_dockerHost, _settings) = (dockerHost, settings);

    /// <summary>An administrator who is no account.</summary>
    public static Actor Admin { get; } = new("test", "test-admin", Right.All, "cli");

    /// <summary>Where it listens.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>Starts it on an engine; there is an administrator already, so it is not waiting for its setup.</summary>
    public static Task<LiveDashboard> StartAsync(string dockerHost) => StartAsync(dockerHost, new Dictionary<string, string>());

    /// <summary>The same with settings of its own.</summary>
    public static async Task<LiveDashboard> StartAsync(string dockerHost, IReadOnlyDictionary<string, string> settings)
    {
        var dashboard = new LiveDashboard(dockerHost, settings);
        dashboard.UseKestrel(0);
        dashboard.StartServer();
        await using var scope = dashboard.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAdminAsync(TestBrowser.UserName, TestBrowser.Password, onlyIfFirst: true, default);
        Assert.True(made.Succeeded);
        return dashboard;
    }

    /// <summary>Somebody with a role everywhere; their password is <see cref="TestBrowser.Password"/>.</summary>
    public async Task<string> AddPersonAsync(string name, string role)
    {
        var people = Services.GetRequiredService<PeopleStore>();
        Assert.True((await people.AddAsync(Admin, name, TestBrowser.Password, default)).Succeeded);
        var id = (await people.ListAsync(Admin, default)).Single(p => p.Name == name).Id;
        Assert.True((await Services.GetRequiredService<GrantStore>().AddAsync(Admin, id, false, role, GrantScope.Everywhere, default)).Succeeded);
        return id;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        // A connection that was cut may write its last audit row while the host already stops.
        await Eventually.ThatAsync(
            () =>
            {
                Directory.Delete(_data, recursive: true);
                return true;
            },
            "its data are removed");
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseEnvironment("Production");
        builder.UseSetting("Dashboard:DataDirectory", _data);
        builder.UseSetting("DOCKER_HOST", _dockerHost);
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        // The output of a test run is for its results.
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }
}
