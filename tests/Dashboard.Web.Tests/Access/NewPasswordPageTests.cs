using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Services.Access;
using Dashboard.Services.People;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

public sealed partial class NewPasswordPageTests
{
    private const string Own = "seven quiet harbours at dusk";

    [Fact]
    public async Task Post_TemporaryPassword_AsksForAnotherAndThenLetsIn()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        var admin = new Actor("test", "test", Right.All, "cli");
        var given = PeopleStore.NewPassword();
        Assert.True((await dashboard.Services.GetRequiredService<PeopleStore>().AddAsync(admin, "lee", given, isTemporary: true, default)).Succeeded);
        var browser = dashboard.Browser();

        using var first = await DashboardFactory.PostFormAsync(browser, "/sign-in?returnUrl=%2Faccount", new() { ["UserName"] = "lee", ["Password"] = given });
        var page = await first.Content.ReadAsStringAsync();
        Assert.Contains("Somebody else chose this password.", page);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/session")).StatusCode);

        var differ = await SendAsync(browser, page, Own, "another");
        Assert.Contains("The two passwords differ.", differ);
        var same = await SendAsync(browser, differ, given, given);
        Assert.Contains("This is the password that you were given.", same);
        Assert.Equal("/account", await SendAsync(browser, same, Own, Own));
        Assert.Equal(HttpStatusCode.NoContent, (await browser.GetAsync("/session")).StatusCode);
    }

    [Fact]
    public async Task Post_PasskeyOptions_SignedInLongAgo_Is403()
    {
        await using var dashboard = new DashboardFactory();
        var browser = await dashboard.SignedInAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/account/passkeys/options", null)).StatusCode);

        dashboard.Time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/account/passkeys/options", null)).StatusCode);
    }

    // Where it leads, or the page that says why not.
    private static async Task<string> SendAsync(HttpClient browser, string page, string password, string repeat)
    {
        var fields = Hidden().Matches(page).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
        (fields["NewPassword"], fields["Repeat"]) = (password, repeat);
        using var response = await browser.PostAsync("/sign-in?returnUrl=%2Faccount", new FormUrlEncodedContent(fields));
        return response.Headers.Location?.OriginalString ?? await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
