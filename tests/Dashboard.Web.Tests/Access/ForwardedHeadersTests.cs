using System.Net;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Tests.Access;

/// <summary>X-Forwarded-* have an effect when they come from a configured network, and none otherwise; the Origin check shows which.</summary>
public sealed class ForwardedHeadersTests
{
    [Theory]
    [InlineData("172.18.0.0/16", "172.18.0.3", 401)]
    [InlineData("172.18.0.0/16", "::ffff:172.18.0.3", 401)]
    [InlineData("fd00::/8", "fd00::3", 401)]
    [InlineData("172.18.0.0/16", "172.19.0.3", 403)]
    [InlineData("172.18.0.0/16", "127.0.0.1", 403)]
    [InlineData("172.18.0.3/32", "172.18.0.4", 403)]
    [InlineData(null, "172.18.0.3", 403)]
    [InlineData(null, "127.0.0.1", 403)]
    public async Task Send_SchemeAndNameForwarded_CountOnlyFromKnownNetworks(string? network, string peer, int expected)
    {
        await using var dashboard = new DashboardFactory { Peer = IPAddress.Parse(peer), Settings = Known(network) };

        Assert.Equal(expected, await NegotiateAsync(dashboard, "https://dash.example.org", "dash.example.org"));
    }

    [Theory]
    [InlineData("dash.example.org", "https://dash.example.org", 401)]
    [InlineData("evil.example", "https://evil.example", 403)]
    public async Task Send_ForwardedNameIsNotThePublicOne_HasNoEffect(string forwarded, string origin, int expected)
    {
        await using var dashboard = new DashboardFactory { Peer = IPAddress.Parse("172.18.0.3"), Settings = Known("172.18.0.0/16") };
        dashboard.Settings["PublicUrl"] = "https://dash.example.org";

        Assert.Equal(expected, await NegotiateAsync(dashboard, origin, forwarded));
    }

    [Theory]
    [InlineData("172.18.0.0/16", "172.18.0.3", "203.0.113.7", "203.0.113.7")]
    [InlineData("172.18.0.0/16", "172.18.0.3", "10.9.9.9, 203.0.113.7", "203.0.113.7")]
    [InlineData("172.18.0.0/16", "172.18.0.3", "10.9.9.9, 203.0.113.7, 172.18.0.9", "203.0.113.7")]
    [InlineData("172.18.0.0/16", "192.0.2.1", "10.9.9.9", "192.0.2.1")]
    public async Task Get_ConnectionPage_SaysTheAddressThatCounts(string network, string peer, string forwardedFor, string expected)
    {
        await using var dashboard = new DashboardFactory { Settings = Known(network) };
        var browser = await dashboard.SignedInAsync();
        dashboard.Peer = IPAddress.Parse(peer);
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);

        var page = await browser.GetStringAsync("/connection");

        Assert.Matches($"<dt[^>]*>Your address</dt>\\s*<dd[^>]*>\\s*<code[^>]*>{System.Text.RegularExpressions.Regex.Escape(expected)}</code>", page);
    }

    [Theory]
    [InlineData(null, "127.0.0.1", null, null, "Direct")]
    [InlineData(null, "192.0.2.1", null, null, "Plain")]
    [InlineData(null, "172.18.0.3", "203.0.113.7", "https", "Ignored")]
    [InlineData("172.18.0.0/16", "172.18.0.3", "203.0.113.7", null, "Silent")]
    [InlineData("172.18.0.0/16", "172.18.0.3", "203.0.113.7", "http", "ProxiedPlain")]
    public async Task Get_ConnectionPage_SaysWhatIsWrong(string? network, string peer, string? forwardedFor, string? proto, string verdict)
    {
        await using var dashboard = new DashboardFactory { Settings = Known(network) };
        var browser = await dashboard.SignedInAsync();
        dashboard.Peer = IPAddress.Parse(peer);
        foreach (var (name, value) in (IEnumerable<(string, string?)>)[("X-Forwarded-For", forwardedFor), ("X-Forwarded-Proto", proto)])
        {
            if (value is not null)
            {
                browser.DefaultRequestHeaders.Add(name, value);
            }
        }

        var page = await browser.GetStringAsync("/connection");

        Assert.Contains($"data-verdict=\"{verdict}\"", page);
        // The very line to add, once a proxy has shown itself.
        Assert.Equal(verdict == "Ignored", page.Contains($"Dashboard__Proxy__KnownNetworks__0={peer}/32", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_SignInThroughAProxyThatIsNotBelieved_SaysBothOriginsAndNothingElse()
    {
        await using var dashboard = new DashboardFactory { Peer = IPAddress.Parse("172.18.0.3") };
        await dashboard.AddUserAsync();
        var browser = dashboard.Browser(origin: "https://localhost");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var response = await browser.PostAsync("/sign-in", null);

        var page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Matches("<dd[^>]*>https://localhost</dd>", page);
        Assert.Matches("<dd[^>]*>http://localhost</dd>", page);
        Assert.Contains("Dashboard:Proxy:KnownNetworks", page);
        Assert.DoesNotContain("172.18", page);
    }

    [Fact]
    public async Task Post_CircuitFromElsewhere_SaysWhyToPrograms()
    {
        await using var dashboard = new DashboardFactory();

        using var response = await dashboard.Browser(origin: "https://localhost").PostAsync("/_blazor/negotiate", null);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadAsStringAsync();
        Assert.Contains("https://localhost", problem);
        Assert.Contains("http://localhost", problem);
    }

    private static Dictionary<string, string> Known(string? network) => network is null ? [] : new() { ["Proxy:KnownNetworks:0"] = network };

    // 401 when Origin and the request's own name agree, 403 when they do not.
    private static async Task<int> NegotiateAsync(DashboardFactory dashboard, string origin, string forwardedHost)
    {
        var answer = await dashboard.Server.SendAsync(context =>
        {
            (context.Request.Method, context.Request.Scheme, context.Request.Path) = ("POST", "http", "/hubs/status/negotiate");
            var headers = context.Request.Headers;
            (headers.Host, headers.Origin) = ("dashboard:8080", origin);
            (headers["X-Forwarded-Proto"], headers["X-Forwarded-Host"], headers["X-Forwarded-For"]) = ("https", forwardedHost, "203.0.113.7");
        });
        return answer.Response.StatusCode;
    }
}
