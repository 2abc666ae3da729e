using System.Net;
using System.Net.WebSockets;
using Dashboard.Services.Access;
using Dashboard.Web.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

public sealed class SignInPageTests
{
    [Fact]
    public async Task Post_Right_SetsStrictCookieAndLetsIn()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        var browser = dashboard.Browser();

        using var response = await DashboardFactory.PostFormAsync(
            browser, "/sign-in?returnUrl=%2Fcontainers", new() { ["UserName"] = "kim", ["Password"] = DashboardFactory.Password });

        Assert.Equal("/containers", response.Headers.Location!.OriginalString);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("dashboard-80=", StringComparison.Ordinal));
        Assert.Contains("samesite=strict", cookie);
        Assert.Contains("httponly", cookie);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.GetAsync("/session")).StatusCode);
    }

    [Fact]
    public async Task Post_OverHttps_SetsHostCookie()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        var browser = dashboard.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://dash.example") });
        browser.DefaultRequestHeaders.Add("Origin", "https://dash.example");

        using var response = await DashboardFactory.PostFormAsync(
            browser, "/sign-in", new() { ["UserName"] = "kim", ["Password"] = DashboardFactory.Password });

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-dashboard=", StringComparison.Ordinal));
        Assert.Contains("; secure", cookie);
        Assert.Contains("path=/;", cookie);
        Assert.DoesNotContain("domain", cookie);
        Assert.Contains("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task Post_Wrong_Is401AndKeepsTheName()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();

        using var response = await DashboardFactory.PostFormAsync(
            dashboard.Browser(), "/sign-in", new() { ["UserName"] = "kim<", ["Password"] = "wrong" });

        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("value=\"kim&lt;\"", page);
        Assert.Contains("Name or password is wrong.", page);
        Assert.DoesNotContain("value=\"wrong\"", page);
    }

    [Fact]
    public async Task Post_TooOften_Is429WithRetryAfter()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        var browser = dashboard.Browser();
        HttpResponseMessage response;
        var attempts = 0;
        do
            response = await DashboardFactory.PostFormAsync(browser, "/sign-in", new() { ["UserName"] = "kim", ["Password"] = "wrong" });
        while (response.StatusCode == HttpStatusCode.Unauthorized && ++attempts < 10);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.True(response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task Post_WithoutAntiforgery_IsRefused()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        using var content = new FormUrlEncodedContent([new("_handler", "sign-in"), new("UserName", "kim"), new("Password", DashboardFactory.Password)]);

        using var response = await dashboard.Browser().PostAsync("/sign-in", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("evil.example")]
    [InlineData(" /containers")]
    [InlineData("")]
    public async Task Post_ReturnUrlElsewhere_GoesHome(string returnUrl)
    {
        Assert.False(LocalUrl.IsLocal(returnUrl));
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();

        using var response = await DashboardFactory.PostFormAsync(
            dashboard.Browser(), $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}",
            new() { ["UserName"] = "kim", ["Password"] = DashboardFactory.Password });
        using var language = await dashboard.Browser().GetAsync(AppUrls.Language("ko", returnUrl));

        Assert.Equal("/", response.Headers.Location!.OriginalString);
        Assert.Equal("/", language.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task SignOut_Session_IsOverEverywhere()
    {
        await using var dashboard = new DashboardFactory();
        var browser = await dashboard.SignedInAsync();
        var cookie = (await browser.GetAsync("/session")).RequestMessage!.Headers.GetValues("Cookie").Single();

        using var response = await browser.PostAsync("/sign-out", null);

        Assert.Equal("/sign-in", response.Headers.Location!.OriginalString);
        using var replay = new HttpRequestMessage(HttpMethod.Get, "/session");
        replay.Headers.Add("Cookie", cookie);
        using var replayed = await dashboard.Browser().SendAsync(replay);
        Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode);
    }

    [Fact]
    public async Task Session_Idle_IsOver()
    {
        await using var dashboard = new DashboardFactory();
        var browser = await dashboard.SignedInAsync();

        dashboard.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/session")).StatusCode);
    }

    [Fact]
    public async Task Session_EndedElsewhere_CutsTheCircuit()
    {
        await using var dashboard = new DashboardFactory();
        // Over a real connection: the one in memory can't be aborted.
        dashboard.UseKestrel(0);
        dashboard.StartServer();
        var address = dashboard.ClientOptions.BaseAddress;
        var user = await dashboard.AddUserAsync();
        var sessions = dashboard.Services.GetRequiredService<SessionStore>();
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = address };
        browser.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        using var signedIn = await DashboardFactory.PostFormAsync(
            browser, "/sign-in", new() { ["UserName"] = "kim", ["Password"] = DashboardFactory.Password });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        socket.Options.SetRequestHeader("Cookie", cookies.GetCookieHeader(address));
        await socket.ConnectAsync(new Uri($"ws://{address.Authority}/_blazor"), limit.Token);
        var key = Assert.Single(dashboard.Services.GetRequiredService<ISessionRegistry>().Open);

        await sessions.EndAsync(key, limit.Token);

        Assert.Equal(user.Id, key.UserId);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[1024], limit.Token));
    }
}
