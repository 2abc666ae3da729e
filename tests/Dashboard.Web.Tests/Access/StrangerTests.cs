using System.Net;

namespace Dashboard.Web.Tests.Access;

public sealed class StrangerTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/containers")]
    [InlineData("/account")]
    [InlineData("/containers/local/web")]
    [InlineData("/containers/local/web/log")]
    [InlineData("/no/such/page")]
    [InlineData("/not-found")]
    public async Task Get_Page_IsSentToSignIn(string url)
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();

        using var response = await dashboard.Browser().GetAsync(url);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/sign-in?returnUrl={Uri.EscapeDataString(url)}", response.Headers.Location!.PathAndQuery);
    }

    [Theory]
    [InlineData("GET", "/api/v1/environments")]
    [InlineData("GET", "/api/v1/environments/local/containers")]
    [InlineData("POST", "/api/v1/environments/local/commands")]
    [InlineData("GET", "/api/v1/openapi.json")]
    [InlineData("GET", "/api/v1/no-such-thing")]
    [InlineData("POST", "/hubs/status/negotiate")]
    [InlineData("POST", "/hubs/logs/negotiate")]
    [InlineData("POST", "/hubs/terminals/negotiate")]
    [InlineData("GET", "/hubs/terminals")]
    [InlineData("POST", "/_blazor/negotiate")]
    [InlineData("GET", "/_blazor")]
    [InlineData("GET", "/_blazor/initializers")]
    [InlineData("GET", "/session")]
    public async Task Send_ToProgramsPart_Is401(string method, string url)
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), url);

        using var response = await dashboard.Browser().SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/shell/app.css")]
    [InlineData("/favicon.svg")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css")]
    public async Task Get_WhatIsOpen_Is200WithHeaders(string url)
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();

        using var response = await dashboard.Browser(origin: null).GetAsync(url);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("script-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
    }

    [Fact]
    public async Task Get_SignIn_LoadsNoCircuit()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();

        var page = await dashboard.Browser().GetStringAsync("/sign-in");

        Assert.DoesNotContain("blazor.web", page);
        Assert.DoesNotContain("<!--Blazor:{\"type\":\"server\"", page);
    }
}
