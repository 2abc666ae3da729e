using System.Net;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Web.Tests.Access;

public sealed class OriginCheckTests
{
    [Theory]
    [MemberData(nameof(OriginCases.All), MemberType = typeof(OriginCases))]
    public void IsAllowed_Cookie_ExactOriginOnly(string scheme, string host, string? origin, bool allowed) =>
        Assert.Equal(allowed, OriginCheck.IsAllowed(Request(scheme, host, origin)));

    [Theory]
    [InlineData(null, true)]
    [InlineData("http://dash.example", true)]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    public void IsAllowed_Bearer_MayLackOriginButNotHaveAWrongOne(string? origin, bool allowed)
    {
        var request = Request("http", "dash.example", origin);
        request.Headers.Authorization = "Bearer dsh_x";

        Assert.Equal(allowed, OriginCheck.IsAllowed(request));
    }

    [Theory]
    [InlineData("GET", "/_blazor")]
    [InlineData("POST", "/_blazor/negotiate")]
    [InlineData("GET", "/hubs/status")]
    [InlineData("GET", "/hubs/logs")]
    [InlineData("GET", "/hubs/terminals")]
    [InlineData("OPTIONS", "/hubs/terminals")]
    [InlineData("GET", "/HUBS/terminals")]
    [InlineData("POST", "/sign-in")]
    [InlineData("POST", "/sign-out")]
    [InlineData("POST", "/setup")]
    [InlineData("DELETE", "/api/v1/anything")]
    public async Task Send_SignedInButFromElsewhere_Is403(string method, string url)
    {
        await using var dashboard = new DashboardFactory();
        var browser = await dashboard.SignedInAsync();
        browser.DefaultRequestHeaders.Remove("Origin");
        foreach (var origin in (string?[])[null, "null", "http://evil.example", "http://localhost:81", "https://localhost"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), url);
            if (origin is not null)
                request.Headers.Add("Origin", origin);

            using var response = await browser.SendAsync(request);

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public async Task Send_ForwardedHeadersFromAnybody_AreNotBelieved()
    {
        await using var dashboard = new DashboardFactory();
        var browser = dashboard.Browser(origin: "https://evil.example");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.1");

        using var response = await browser.PostAsync("/hubs/status/negotiate", null);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static HttpRequest Request(string scheme, string host, string? origin)
    {
        var request = new DefaultHttpContext().Request;
        request.Scheme = scheme;
        request.Host = new HostString(host);
        if (origin is not null)
            request.Headers.Origin = origin;
        return request;
    }
}
