using System.Net;
using Dashboard.Services.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

/// <summary>Names that others could let point to us (DNS rebinding), and the operator's word about the public one.</summary>
public sealed class HostCheckTests
{
    [Theory]
    [InlineData("http", "127.0.0.1:8080", true)]
    [InlineData("http", "192.168.1.2:8080", true)]
    [InlineData("http", "[::1]:8080", true)]
    [InlineData("http", "[fd00::2]", true)]
    [InlineData("http", "localhost:8080", true)]
    [InlineData("http", "dash.localhost:8080", true)]
    [InlineData("http", "box", true)]
    [InlineData("http", "box.local", true)]
    [InlineData("http", "box.LAN", true)]
    [InlineData("http", "box.home.arpa", true)]
    [InlineData("http", "evil.example", false)]
    [InlineData("http", "evil.example:8080", false)]
    [InlineData("http", "evil.example.", false)]
    [InlineData("http", "127.0.0.1.evil.example", false)]
    [InlineData("http", "localhost.evil.example", false)]
    [InlineData("http", "evil-local.example", false)]
    [InlineData("http", "dash.example.org.evil.example", false)]
    [InlineData("https", "evil.example", true)]
    public async Task Get_SignIn_PlainHttpOnlyByNamesThatNobodyElseCanHave(string scheme, string host, bool isOurs)
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();

        var page = await GetAsync(dashboard, scheme, host, "/sign-in");

        Assert.Equal(isOurs ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, page.Status);
        Assert.Equal(isOurs, page.Text.Contains("type=\"password\"", StringComparison.Ordinal));
        if (!isOurs)
        {
            Assert.Contains("Not a name of this dashboard", page.Text);
            Assert.Contains("Dashboard:PublicUrl", page.Text);
            // The page's own look comes; nothing that acts does.
            Assert.Equal(StatusCodes.Status200OK, (await GetAsync(dashboard, scheme, host, "/shell/app.css")).Status);
            Assert.Equal(StatusCodes.Status200OK, (await GetAsync(dashboard, scheme, host, "/healthz")).Status);
            Assert.Equal(StatusCodes.Status400BadRequest, (await GetAsync(dashboard, scheme, host, "/session")).Status);
        }
    }

    [Theory]
    [InlineData("https://dash.example.org", "dash.example.org", "https://dash.example.org", 401)]
    [InlineData("https://dash.example.org", "dash.example.org:443", "https://dash.example.org", 401)]
    [InlineData("https://dash.example.org:8443", "dash.example.org:8443", "https://dash.example.org:8443", 401)]
    [InlineData("https://dash.example.org", "dash.example.org", "http://dash.example.org", 403)]
    [InlineData("https://dash.example.org", "dash.example.org:8080", "https://dash.example.org:8080", 403)]
    [InlineData("https://dash.example.org", "evil.example", "https://dash.example.org", 403)]
    [InlineData("https://dash.example.org", "evil.example", "http://evil.example", 400)]
    [InlineData("http://dash.example.org:8080", "dash.example.org:8080", "http://dash.example.org:8080", 401)]
    [InlineData("https://dash.example.org", "localhost:8080", "http://localhost:8080", 401)]
    public async Task Send_PublicUrlSet_ItsNameCountsAsSentOverItsScheme(string publicUrl, string host, string origin, int expected)
    {
        await using var dashboard = new DashboardFactory { Settings = { ["PublicUrl"] = publicUrl } };

        var answer = await dashboard.Server.SendAsync(context =>
        {
            (context.Request.Method, context.Request.Scheme, context.Request.Path) = ("POST", "http", "/hubs/status/negotiate");
            (context.Request.Headers.Host, context.Request.Headers.Origin) = (host, origin);
        });

        Assert.Equal(expected, answer.Response.StatusCode);
    }

    [Fact]
    public async Task SignIn_PublicUrlIsHttps_CookieIsSecureAndOfThisHostAlone()
    {
        await using var dashboard = new DashboardFactory { Settings = { ["PublicUrl"] = "https://localhost" } };
        await dashboard.AddUserAsync();
        // Sent over plain HTTP, as by a proxy that says nothing.
        var browser = dashboard.Browser(origin: "https://localhost");

        var page = await browser.GetAsync("/sign-in");
        var cookies = page.Headers.GetValues("Set-Cookie");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("max-age=", page.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie));
    }

    [Theory]
    [InlineData("Bearer x")]
    [InlineData("bearer dsh_0000000000000000000000000000000000000000000")]
    [InlineData("Bearer ")]
    [InlineData("Basic a2ltOng=")]
    [InlineData("x")]
    public async Task Get_ForeignName_AnyAuthorizationThatLetsNobodyIn_IsRefused(string authorization)
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();

        foreach (var path in (string[])["/sign-in", "/session", "/api/v1/environments", "/"])
        {
            var answer = await dashboard.Server.SendAsync(context =>
            {
                (context.Request.Scheme, context.Request.Path) = ("http", path);
                (context.Request.Headers.Host, context.Request.Headers.Authorization) = ("evil.example", authorization);
            });

            Assert.Equal((path, StatusCodes.Status400BadRequest), (path, answer.Response.StatusCode));
        }
    }

    [Fact]
    public async Task Get_ForeignName_TokenThatLetsSomebodyIn_IsAnswered()
    {
        await using var dashboard = new DashboardFactory();
        var user = await dashboard.AddUserAsync();
        var token = await dashboard.Services.GetRequiredService<ApiTokenStore>().CreateAsync(user.Id, "script", TimeSpan.FromDays(1), TestContext.Current.CancellationToken);

        var answer = await dashboard.Server.SendAsync(context =>
        {
            (context.Request.Scheme, context.Request.Path) = ("http", "/session");
            (context.Request.Headers.Host, context.Request.Headers.Authorization) = ("dash.example", $"Bearer {token}");
        });

        Assert.Equal(StatusCodes.Status204NoContent, answer.Response.StatusCode);
    }

    // A | stands between two headers, ∅ for none.
    public static TheoryData<string> WrongHosts =>
        ["∅", "", " ", "a|b", "localhost|localhost", "a b", "a/b", "a@b", "localhost:", "localhost:0", "localhost:99999", "localhost:x", "[::1", "::1", "[x]", ":80", "a,b", "a\\b", ".a", new string('a', 300), "<script>", "한국"];

    [Theory]
    [MemberData(nameof(WrongHosts))]
    public async Task Send_WrongHost_Is400(string header)
    {
        string[] hosts = header == "∅" ? [] : header.Split('|');
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        foreach (var (method, path, bearer) in ((string, string, string?)[])[("GET", "/sign-in", null), ("GET", "/", null), ("POST", "/hubs/status/negotiate", null), ("GET", "/api/v1/environments", "Bearer x"), ("GET", "/nowhere", null)])
        {
            var answer = await dashboard.Server.SendAsync(context =>
            {
                (context.Request.Method, context.Request.Scheme, context.Request.Path) = (method, "http", path);
                context.Request.Headers.Host = hosts;
                context.Request.Headers.Authorization = bearer;
            });

            Assert.Equal((path, StatusCodes.Status400BadRequest), (path, answer.Response.StatusCode));
        }

        var health = await dashboard.Server.SendAsync(context =>
        {
            (context.Request.Scheme, context.Request.Path) = ("http", "/healthz");
            context.Request.Headers.Host = hosts;
        });
        Assert.Equal(StatusCodes.Status200OK, health.Response.StatusCode);
    }

    private static async Task<(int Status, string Text)> GetAsync(DashboardFactory dashboard, string scheme, string host, string path)
    {
        var answer = await dashboard.Server.SendAsync(context =>
        {
            (context.Request.Scheme, context.Request.Path) = (scheme, path);
            context.Request.Headers.Host = host;
        });
        using var reader = new StreamReader(answer.Response.Body);
        return (answer.Response.StatusCode, await reader.ReadToEndAsync());
    }
}
