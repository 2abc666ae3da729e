using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Services.Access;
using Dashboard.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Web.Tests;

/// <summary>The whole program in memory, with data of its own, no engine, and a clock that tests move.</summary>
public sealed partial class DashboardFactory : WebApplicationFactory<Program>
{
    public const string Password = "drowsy lantern over quarry";

    private readonly TemporaryFolder _data = new("dashboard");

    public string DataDirectory => _data.Path;

    public FakeTimeProvider Time { get; init; } = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>Address that requests come from, as the server sees it.</summary>
    public IPAddress? Peer { get; set; }

    /// <summary>Settings below <c>Dashboard:</c>.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    public string SetupToken => Services.GetRequiredService<SetupToken>().Value ?? throw new InvalidOperationException("It is set up already.");

    /// <summary>A browser without redirects: cookies, and the Origin that browsers send.</summary>
    public HttpClient Browser(string? origin = "http://localhost")
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = ClientOptions.BaseAddress });
        if (origin is not null)
            client.DefaultRequestHeaders.Add("Origin", origin);
        return client;
    }

    /// <summary>A browser in which the first administrator, "kim", is signed in.</summary>
    public async Task<HttpClient> SignedInAsync()
    {
        if (Services.GetRequiredService<SetupToken>().Value is not null)
            await AddUserAsync();
        var browser = Browser();
        using var response = await PostFormAsync(browser, "/sign-in", new() { ["UserName"] = "kim", ["Password"] = Password });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return browser;
    }

    public async Task<DashboardUser> AddUserAsync(string name = "kim")
    {
        await using var scope = Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var result = await accounts.CreateAdminAsync(name, Password, onlyIfFirst: false, default);
        Assert.True(result.Succeeded);
        Services.GetRequiredService<SetupToken>().Withdraw();
        return (await accounts.FindAsync(name, default))!;
    }

    /// <summary>Opens the page and sends its form, as a person does.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient browser, string url, Dictionary<string, string> fields)
    {
        using var content = await FillFormAsync(browser, url, fields);
        return await browser.PostAsync(url, content);
    }

    /// <summary>Opens the page and fills its form in, not yet sending it.</summary>
    public static async Task<FormUrlEncodedContent> FillFormAsync(HttpClient browser, string url, Dictionary<string, string> fields)
    {
        var page = await browser.GetStringAsync(url);
        foreach (var field in (string[])["__RequestVerificationToken", "_handler"])
        {
            fields[field] = HiddenField(page, field);
        }

        return new FormUrlEncodedContent(fields);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Dashboard:DataDirectory", DataDirectory);
        builder.UseSetting("DOCKER_HOST", $"unix://{DataDirectory}/no-engine.sock");
        // The output of a test run is for its results.
        builder.ConfigureLogging(logging => logging.ClearProviders());
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting($"Dashboard:{key}", value);
        }

        builder.ConfigureServices(services =>
        {
            services.AddSingleton<IStartupFilter>(new PeerAddress(this));
            services.AddSingleton<TimeProvider>(Time);
            services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    private sealed class PeerAddress(DashboardFactory dashboard) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext context, RequestDelegate rest) =>
            {
                context.Connection.RemoteIpAddress = dashboard.Peer;
                return rest(context);
            });
            next(app);
        };
    }

    private static string HiddenField(string page, string name)
    {
        var input = HiddenInputs().Matches(page).Select(m => m.Value).First(i => i.Contains($"name=\"{name}\"", StringComparison.Ordinal));
        return WebUtility.HtmlDecode(Value().Match(input).Groups[1].Value);
    }

    [GeneratedRegex("<input type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenInputs();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
