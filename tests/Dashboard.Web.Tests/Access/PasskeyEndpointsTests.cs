using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Services.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

public sealed class PasskeyEndpointsTests
{
    [Theory]
    [InlineData("/account/passkeys/options")]
    [InlineData("/account/passkeys")]
    public async Task Post_CreationByAStranger_Is401(string url)
    {
        await using var dashboard = new DashboardFactory();

        using var response = await dashboard.Browser().PostAsJsonAsync(url, new { State = "x", Credential = new { } });

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in/passkey/options")]
    [InlineData("/sign-in/passkey")]
    [InlineData("/account/passkeys")]
    public async Task Post_FromElsewhere_Is403(string url)
    {
        await using var dashboard = new DashboardFactory();

        using var response = await dashboard.Browser("http://evil.example").PostAsJsonAsync(url, new { State = "x", Credential = new { } });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Post_SignInOptions_WantTheDeviceToAskForItsOwner()
    {
        await using var dashboard = new DashboardFactory();

        var options = await OptionsAsync(dashboard.Browser(), "/sign-in/passkey/options");

        Assert.Equal("required", options.Options.GetProperty("userVerification").GetString());
        Assert.Equal("localhost", options.Options.GetProperty("rpId").GetString());
        Assert.True(options.Options.GetProperty("challenge").GetString()!.Length >= 22);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AA\",\"authenticatorData\":\"AA\",\"signature\":\"AA\"}}")]
    public async Task Post_MadeUpCredential_IsRefusedWithout500(string credential)
    {
        await using var dashboard = new DashboardFactory();
        var browser = await dashboard.SignedInAsync();
        using var json = JsonDocument.Parse(credential);
        foreach (var url in (string[])["/sign-in/passkey", "/account/passkeys"])
        {
            var (state, _) = await OptionsAsync(browser, $"{url}/options");
            foreach (var given in (string[])[state, "x", ""])
            {
                using var response = await browser.PostAsJsonAsync(url, new { State = given, Credential = json.RootElement, Name = "x" });

                Assert.Contains(
                    response.StatusCode, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests]);
            }
        }
    }

    [Fact]
    public async Task Post_CreationWithAToken_IsRefused()
    {
        await using var dashboard = new DashboardFactory();
        var user = await dashboard.AddUserAsync();
        var token = await dashboard.Services.GetRequiredService<ApiTokenStore>().CreateAsync(user.Id, "ci", TimeSpan.FromDays(1), default);
        var client = dashboard.Browser(origin: null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var response = await client.PostAsJsonAsync("/account/passkeys", new { State = "x", Credential = new { }, Name = "x" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<(string State, JsonElement Options)> OptionsAsync(HttpClient browser, string url)
    {
        using var response = await browser.PostAsync(url, null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var challenge = await response.Content.ReadFromJsonAsync<JsonElement>();
        using var options = JsonDocument.Parse(challenge.GetProperty("options").GetString()!);
        return (challenge.GetProperty("state").GetString()!, options.RootElement.Clone());
    }
}
