using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Storage;
using Dashboard.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Access;

/// <summary>The real services on a real SQLite file in a directory of its own, with a clock that tests move.</summary>
public sealed class AccessFixture : IAsyncDisposable
{
    public const string Password = "drowsy lantern over quarry";

    private readonly ServiceProvider _services;

    private AccessFixture(string directory)
    {
        Directory = directory;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Dashboard:DataDirectory", directory)])
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddDashboardServices(configuration);
        // Real strength is tested on its own; here it would only make everything slow.
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);
        _services = services.BuildServiceProvider();
    }

    public string Directory { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public Database Database => Get<Database>();

    public DataDirectory Data => Get<DataDirectory>();

    public SessionStore Sessions => Get<SessionStore>();

    public ApiTokenStore Tokens => Get<ApiTokenStore>();

    public ISessionRegistry Registry => Get<ISessionRegistry>();

    public IAuditLog Audit => Get<IAuditLog>();

    public AuditVerifier Verifier => Get<AuditVerifier>();

    public static async Task<AccessFixture> CreateAsync()
    {
        var fixture = At(TestRun.NewDirectory("access"));
        await fixture.Database.PrepareAsync(TestContext.Current.CancellationToken);
        return fixture;
    }

    public static AccessFixture At(string directory) => new(directory);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Does something in a scope of its own, as each request does.</summary>
    public async Task<TResult> InScopeAsync<T, TResult>(Func<T, Task<TResult>> work)
        where T : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task<DashboardUser> AddUserAsync(string name = "kim")
    {
        var result = await InScopeAsync((Accounts a) => a.CreateAdminAsync(name, Password, onlyIfFirst: false, default));
        Assert.True(result.Succeeded, string.Join(' ', result.Errors.Select(e => e.Description)));
        return (await InScopeAsync((Accounts a) => a.FindAsync(name, default)))!;
    }

    public Task<SignInOutcome> SignInAsync(string name, string password, string address = "192.0.2.7") =>
        InScopeAsync((SignIn s) => s.WithPasswordAsync(name, password, new Visitor(address, "test"), default));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        // Two fixtures on one directory stand for two processes; the first that goes removes it.
        if (System.IO.Directory.Exists(Directory))
            System.IO.Directory.Delete(Directory, recursive: true);
    }
}
