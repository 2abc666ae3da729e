using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Services.Access;
using Dashboard.Services.People;
using Dashboard.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Web.Tests.Access;

/// <summary>Whatever comes back from the provider wrongly lets nobody in, says what to do, and is never an error of the server's.</summary>
public sealed partial class OidcAttackTests
{
    private static readonly OidcPerson _ann = new("subject-1", "ann", "admins");

    [Fact]
    public async Task Token_OfAnotherIssuer_IsRefused()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        oidc.Provider.FalseIssuer = "https://evil.example/";
        await RefusedAsync(oidc, "untrusted");
    }

    [Fact]
    public async Task Token_WithAnotherNonce_IsRefused()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        oidc.Provider.FalseNonce = "638000000000000000.AAAA";
        await RefusedAsync(oidc, "stale");
    }

    [Fact]
    public async Task Provider_OfAnotherNameThanConfigured_IsRefused()
    {
        // The same provider by another address: what its document says of itself is not what the operator wrote.
        await using var oidc = await OidcDashboard.StartAsync(settings =>
            settings["Oidc:Authority"] = settings["Oidc:Authority"].Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        oidc.Provider.FalseIssuer = oidc.Provider.Issuer.OriginalString;
        await RefusedAsync(oidc, "untrusted");
    }

    [Fact]
    public async Task Clock_HoursBehind_IsSaid()
    {
        await using var oidc = await OidcDashboard.StartAsync(
            providersClock: new FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(-2)));
        await RefusedAsync(oidc, "clock");
    }

    [Fact]
    public async Task State_ReplayedInTheSameBrowser_IsRefused()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();
        oidc.Provider.Person = _ann;
        var back = await oidc.GoToProviderAsync(browser);
        await OidcDashboard.ComeBackAsync(browser, back);
        (await browser.PostAsync("/sign-out", null)).Dispose();

        Assert.Equal("/sign-in/failed?reason=stale", await OidcDashboard.ComeBackAsync(browser, back));
        Assert.False(await OidcDashboard.IsSignedInAsync(browser));
    }

    [Fact]
    public async Task State_ReplayedWithItsCookies_IsRefusedByTheSpentCode()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        oidc.Provider.Person = _ann;
        using var sent = await browser.GetAsync("/sign-in/provider");
        var cookies = string.Join("; ", sent.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        using var outside = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answered = await outside.GetAsync(sent.Headers.Location);

        var ends = new List<string>();
        for (var n = 0; n < 2; n++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, answered.Headers.Location) { Headers = { { "Cookie", cookies } } };
            using var response = await browser.SendAsync(request);
            ends.Add(response.Headers.Location!.OriginalString);
        }

        Assert.Equal(["/sign-in/done?returnUrl=%2F", "/sign-in/failed?reason=untrusted"], ends);
    }

    [Fact]
    public async Task State_OfAnotherBrowser_IsRefused()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        oidc.Provider.Person = _ann;
        var back = await oidc.GoToProviderAsync(oidc.Dashboard.Browser());
        var victim = oidc.Dashboard.Browser();

        Assert.Equal("/sign-in/failed?reason=stale", await OidcDashboard.ComeBackAsync(victim, back));
        Assert.False(await OidcDashboard.IsSignedInAsync(victim));
    }

    [Fact]
    public async Task Code_OfAnotherSignIn_IsRefusedByPkce()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        oidc.Provider.Person = _ann;
        var theirs = await oidc.GoToProviderAsync(oidc.Dashboard.Browser());
        var browser = oidc.Dashboard.Browser();
        var own = await oidc.GoToProviderAsync(browser);
        var injected = QueryHelpers.ParseQuery(theirs.Query)["code"].ToString();

        var end = await OidcDashboard.ComeBackAsync(browser, new Uri(CodePattern().Replace(own.ToString(), $"code={Uri.EscapeDataString(injected)}")));

        Assert.Equal("/sign-in/failed?reason=untrusted", end);
        Assert.False(await OidcDashboard.IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Group_NotMapped_MakesNoAccount()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        Assert.Equal("/sign-in/failed?reason=no-group", await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann with { Groups = ["Admins", "admins2"] }));
        Assert.Equal(["kim"], (await oidc.PeopleAsync()).Select(p => p.Name));
        Assert.Contains(await oidc.AuditAsync(), a => a.Contains("refused: no group of theirs has a role", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Email_EqualToALocalUsers_GivesNoWayIntoTheirAccount()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        await oidc.Dashboard.AddUserAsync("lee@example.org");
        await using (var scope = oidc.Dashboard.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<DashboardUser>>();
            var lee = (await users.FindByNameAsync("lee@example.org"))!;
            Assert.True((await users.SetEmailAsync(lee, "lee@example.org")).Succeeded);
        }

        await oidc.SignInAsync(oidc.Dashboard.Browser(), new OidcPerson("mallory", "lee@example.org", "readers") { Email = "lee@example.org" });

        var people = await oidc.PeopleAsync();
        var local = people.Single(p => p.Name == "lee@example.org");
        Assert.Null(local.Provider);
        Assert.Equal(0, local.Sessions);
        Assert.Equal([BuiltInRoles.Viewer], people.Single(p => p.Name == "lee@example.org-2").Roles);
    }

    [Fact]
    public async Task User_Disabled_StaysOut()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann);
        var id = (await oidc.PeopleAsync()).Single(p => p.Name == "ann").Id;
        Assert.True((await oidc.Dashboard.Services.GetRequiredService<PeopleStore>().SetDisabledAsync(OidcDashboard.Admin, id, true, default)).Succeeded);
        var browser = oidc.Dashboard.Browser();

        Assert.Equal("/sign-in/failed?reason=disabled", await oidc.SignInAsync(browser, _ann));
        Assert.False(await OidcDashboard.IsSignedInAsync(browser));
    }

    [Fact]
    public async Task Provider_SaysNo_IsSaid()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        Assert.Equal("/sign-in/failed?reason=denied", await oidc.SignInAsync(oidc.Dashboard.Browser(), null));
    }

    [Fact]
    public async Task Provider_Unreachable_IsSaidAndTheLocalAdminGetsIn()
    {
        await using var oidc = await OidcDashboard.StartAsync(settings => settings["Oidc:Authority"] = $"http://127.0.0.1:{LoopbackPort.Free()}");
        using var response = await oidc.Dashboard.Browser().GetAsync("/sign-in/provider");

        Assert.Equal("/sign-in/failed?reason=unreachable", response.Headers.Location!.OriginalString);
        Assert.True(await OidcDashboard.IsSignedInAsync(await oidc.Dashboard.SignedInAsync()));
    }

    [Fact]
    public async Task Provider_GoneHalfWay_IsSaid()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();
        oidc.Provider.Person = _ann;
        var back = await oidc.GoToProviderAsync(browser);
        await oidc.Provider.DisposeAsync();

        Assert.Equal("/sign-in/failed?reason=unreachable", await OidcDashboard.ComeBackAsync(browser, back));
    }

    [Fact]
    public async Task Secret_Wrong_IsSaid()
    {
        await using var oidc = await OidcDashboard.StartAsync(settings => settings["Oidc:ClientSecret"] = "another");
        await RefusedAsync(oidc, "untrusted");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?code=x")]
    [InlineData("?state=x")]
    [InlineData("?code=x&state=y")]
    [InlineData("?error=server_error&state=y")]
    [InlineData("?error=access_denied")]
    [InlineData("?error=%00%0d%0aX&error_description=%3Cscript%3E&state=")]
    [InlineData("?id_token=a.b.c&state=y")]
    [InlineData("?code=a&code=b&state=c&state=d")]
    public async Task Callback_Nonsense_IsAPlainPage(string query)
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();

        Assert.StartsWith("/sign-in/failed?reason=", await OidcDashboard.ComeBackAsync(browser, new Uri($"http://localhost/sign-in/provider/callback{query}")));
        using var posted = await browser.PostAsync($"/sign-in/provider/callback{query}", new FormUrlEncodedContent([new("code", "x"), new("state", "y")]));
        Assert.True((int)posted.StatusCode < 500, $"a POST answered {posted.StatusCode}");
    }

    [Fact]
    public async Task Callback_StateWithEachByteChanged_IsRefused()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();
        oidc.Provider.Person = _ann;
        var back = (await oidc.GoToProviderAsync(browser)).ToString();
        var start = back.IndexOf("state=", StringComparison.Ordinal) + "state=".Length;
        var end = back.IndexOf('&', start) is var ampersand and > 0 ? ampersand : back.Length;
        for (var at = start; at < end; at += 7)
        {
            var changed = $"{back[..at]}{(back[at] == 'A' ? 'B' : 'A')}{back[(at + 1)..]}";
            Assert.StartsWith("/sign-in/failed", await OidcDashboard.ComeBackAsync(browser, new Uri(changed)));
        }

        Assert.False(await OidcDashboard.IsSignedInAsync(browser));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task FailedPage_EachReason_HasWordsInBothLanguages(string language)
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();
        browser.DefaultRequestHeaders.Add("Accept-Language", language);
        foreach (var reason in (string[])["denied", "stale", "unreachable", "clock", "untrusted", "no-group", "disabled", "audit", "<script>", ""])
        {
            using var response = await browser.GetAsync($"/sign-in/failed?reason={Uri.EscapeDataString(reason)}");
            var page = await response.Content.ReadAsStringAsync();
            Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.Contains($"lang=\"{language}\"", page);
            Assert.DoesNotContain("Failed.", page);
            Assert.DoesNotContain("<script>\"", page);
            Assert.Contains("href=\"/sign-in\"", page);
        }
    }

    [Fact]
    public async Task Failures_FromOneAddress_DoNotFillTheAudit()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();
        for (var n = 0; n < 50; n++)
        {
            await OidcDashboard.ComeBackAsync(browser, new Uri("http://localhost/sign-in/provider/callback?code=x&state=y"));
        }

        Assert.InRange((await oidc.AuditAsync()).Count(a => a.Contains("refused: with the provider", StringComparison.Ordinal)), 1, 10);
    }

    private static async Task RefusedAsync(OidcDashboard oidc, string reason)
    {
        var browser = oidc.Dashboard.Browser();
        Assert.Equal($"/sign-in/failed?reason={reason}", await oidc.SignInAsync(browser, _ann));
        Assert.False(await OidcDashboard.IsSignedInAsync(browser));
        Assert.Equal(["kim"], (await oidc.PeopleAsync()).Select(p => p.Name));
        Assert.Contains(await oidc.AuditAsync(), a => a.StartsWith($"(unknown name): sign-in: refused: with the provider, {reason}", StringComparison.Ordinal));
    }

    [GeneratedRegex("(?<=[?&])code=[^&]*")]
    private static partial Regex CodePattern();
}
