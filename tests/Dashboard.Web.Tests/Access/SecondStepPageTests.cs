using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Services.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

/// <summary>The sign-in page's second step.</summary>
public sealed partial class SecondStepPageTests
{
    [Fact]
    public async Task Post_PasswordThenCode_LetsInAndKeepsTheReturnUrl()
    {
        await using var dashboard = new DashboardFactory();
        var key = await TurnOnAsync(dashboard);
        var browser = dashboard.Browser();
        const string url = "/sign-in?returnUrl=%2Faccount";

        using var first = await DashboardFactory.PostFormAsync(browser, url, new() { ["UserName"] = "kim", ["Password"] = DashboardFactory.Password });
        var page = await first.Content.ReadAsStringAsync();
        using var wrong = await PostCodeAsync(browser, Ticket(page), "000000x", url);
        using var stranger = await browser.GetAsync("/session");
        using var right = await PostCodeAsync(browser, Ticket(page), Totp.CodeAt(key, dashboard.Time.GetUtcNow()), url);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.False(first.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("dashboard-80=", StringComparison.Ordinal)));
        Assert.DoesNotContain("blazor.web", page);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (wrong.StatusCode, stranger.StatusCode));
        Assert.Contains("wrong or was used before", await wrong.Content.ReadAsStringAsync());
        Assert.Equal("/account", right.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.GetAsync("/session")).StatusCode);
    }

    [Fact]
    public async Task Post_TicketTooOld_StartsAgain()
    {
        await using var dashboard = new DashboardFactory();
        var key = await TurnOnAsync(dashboard);
        var browser = dashboard.Browser();
        using var first = await DashboardFactory.PostFormAsync(
            browser, "/sign-in", new() { ["UserName"] = "kim", ["Password"] = DashboardFactory.Password });
        var ticket = Ticket(await first.Content.ReadAsStringAsync());
        dashboard.Time.Advance(TimeSpan.FromMinutes(6));

        using var late = await PostCodeAsync(browser, ticket, Totp.CodeAt(key, dashboard.Time.GetUtcNow()));

        var page = await late.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        Assert.Contains("That took too long", page);
        Assert.Contains("name=\"Password\"", page);
    }

    /// <summary>Sends the second form with the antiforgery token of the first: they are of one browser.</summary>
    internal static async Task<HttpResponseMessage> PostCodeAsync(HttpClient browser, string ticket, string code, string url = "/sign-in")
    {
        var page = await browser.GetStringAsync(url);
        using var content = new FormUrlEncodedContent(
        [
            new("_handler", "sign-in-code"),
            new("__RequestVerificationToken", WebUtility.HtmlDecode(Antiforgery().Match(page).Groups[1].Value)),
            new("Ticket", ticket),
            new("Code", code),
        ]);
        return await browser.PostAsync(url, content);
    }

    private static async Task<string> TurnOnAsync(DashboardFactory dashboard)
    {
        var user = await dashboard.AddUserAsync();
        var key = Totp.CreateKey();
        var result = await dashboard.Services.GetRequiredService<OwnAccount>().TurnOnTwoFactorAsync(
            new Actor(user.Id, "kim", Right.All, "browser"), key, Totp.CodeAt(key, dashboard.Time.GetUtcNow()), DashboardFactory.Password, default);
        Assert.True(result.IsRight);
        dashboard.Time.Advance(TimeSpan.FromSeconds(60));
        return key;
    }

    private static string Ticket(string page) => WebUtility.HtmlDecode(TicketField().Match(page).Groups[1].Value);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex Antiforgery();

    [GeneratedRegex("name=\"Ticket\" value=\"([^\"]*)\"")]
    private static partial Regex TicketField();
}
