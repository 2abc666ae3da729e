using System.Net;
using System.Net.Http.Headers;
using Dashboard.Services.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

public sealed class BearerTokenTests
{
    // Everything in the program that does something twice a second does so while the clock of the test moves: a day of it took a minute.
    private static readonly TimeSpan _lifetime = TimeSpan.FromHours(1);

    [Fact]
    public async Task Get_Token_NeedsNoOriginAndNoCookie()
    {
        await using var dashboard = new DashboardFactory();
        var token = await CreateAsync(dashboard);

        Assert.Equal(HttpStatusCode.NoContent, await GetAsync(dashboard, token));
        using var negotiate = new HttpRequestMessage(HttpMethod.Post, "/hubs/status/negotiate?negotiateVersion=1");
        negotiate.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await dashboard.Browser(origin: null).SendAsync(negotiate)).StatusCode);
    }

    [Fact]
    public async Task Get_ExpiredOrRevokedToken_Is401()
    {
        await using var dashboard = new DashboardFactory();
        var token = await CreateAsync(dashboard);
        dashboard.Time.Advance(_lifetime + TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(dashboard, token));

        var tokens = dashboard.Services.GetRequiredService<ApiTokenStore>();
        var other = await CreateAsync(dashboard, "lee");
        await tokens.RevokeAsync((await tokens.FindAsync(other, default))!.Key, default);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(dashboard, other));
    }

    [Theory]
    [InlineData("/session?access_token={0}")]
    [InlineData("/session?token={0}")]
    [InlineData("/hubs/status?access_token={0}")]
    public async Task Get_TokenInQuery_IsIgnored(string url)
    {
        await using var dashboard = new DashboardFactory();
        var token = await CreateAsync(dashboard);

        using var response = await dashboard.Browser().GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, token));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Get_WrongTokenBesideACookie_Is401()
    {
        await using var dashboard = new DashboardFactory();
        var browser = await dashboard.SignedInAsync();
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "dsh_wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/session")).StatusCode);
    }

    private static async Task<string> CreateAsync(DashboardFactory dashboard, string user = "kim") =>
        await dashboard.Services.GetRequiredService<ApiTokenStore>()
            .CreateAsync((await dashboard.AddUserAsync(user)).Id, "test", _lifetime, default);

    private static async Task<HttpStatusCode> GetAsync(DashboardFactory dashboard, string token)
    {
        var client = dashboard.Browser(origin: null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.GetAsync("/session");
        return response.StatusCode;
    }
}
