using System.Net;
using Dashboard.Services.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

public sealed class SetupPageTests
{
    [Fact]
    public async Task Post_RightToken_SignsInAndClosesThePage()
    {
        await using var dashboard = new DashboardFactory();
        var browser = dashboard.Browser();
        var link = $"/setup?token={dashboard.SetupToken}";

        using var response = await PostAsync(browser, link, "kim");
        using var again = await dashboard.Browser().GetAsync(link);

        Assert.Equal("/", response.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.GetAsync("/session")).StatusCode);
        Assert.Equal("/sign-in", again.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/setup")]
    [InlineData("/setup?token=")]
    [InlineData("/setup?token=AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Post_WrongToken_Is403AndMakesNobody(string link)
    {
        await using var dashboard = new DashboardFactory();

        using var response = await PostAsync(dashboard.Browser(), link, "eve");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        await using var scope = dashboard.Services.CreateAsyncScope();
        Assert.False(await scope.ServiceProvider.GetRequiredService<Accounts>().AnyAsync(default));
    }

    [Fact]
    public async Task Post_WeakOrUnequalPassword_SaysSoAndKeepsTheName()
    {
        await using var dashboard = new DashboardFactory();
        var link = $"/setup?token={dashboard.SetupToken}";

        using var weak = await PostAsync(dashboard.Browser(), link, "kim", "password1234");
        using var unequal = await PostAsync(dashboard.Browser(), link, "kim", DashboardFactory.Password, "another one entirely");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (weak.StatusCode, unequal.StatusCode));
        Assert.Contains("among the first", await weak.Content.ReadAsStringAsync());
        Assert.Contains("The two passwords differ.", await unequal.Content.ReadAsStringAsync());
        Assert.Contains("value=\"kim\"", await weak.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_TwoAtOnce_OneWins()
    {
        await using var dashboard = new DashboardFactory();
        var link = $"/setup?token={dashboard.SetupToken}";

        // Both have the form before either sends it.
        var browsers = Enumerable.Range(0, 2).Select(_ => dashboard.Browser()).ToList();
        var forms = await Task.WhenAll(browsers.Select((b, n) => DashboardFactory.FillFormAsync(b, link, Fields(link, $"user{n}"))));
        var responses = await Task.WhenAll(browsers.Zip(forms, (b, form) => b.PostAsync(link, form)));

        Assert.Equal(["/", "/sign-in"], responses.Select(r => r.Headers.Location!.OriginalString).Order());
    }

    private static Task<HttpResponseMessage> PostAsync(
        HttpClient browser, string link, string name, string password = DashboardFactory.Password, string? repeat = null) =>
        DashboardFactory.PostFormAsync(browser, link, Fields(link, name, password, repeat));

    private static Dictionary<string, string> Fields(string link, string name, string password = DashboardFactory.Password, string? repeat = null)
    {
        var token = link.Contains("token=", StringComparison.Ordinal) ? link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..] : "";
        return new() { ["SetupToken"] = token, ["UserName"] = name, ["Password"] = password, ["Repeat"] = repeat ?? password };
    }
}
