using System.Net;
using Dashboard.Services.Access;
using Dashboard.Services.People;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

public sealed class OidcSignInTests
{
    private static readonly OidcPerson _ann = new("subject-1", "ann", "admins");

    [Fact]
    public async Task SignIn_MappedGroup_MakesTheAccountAndItsRole()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();

        var end = await oidc.SignInAsync(browser, _ann);

        Assert.Equal("/sign-in/done?returnUrl=%2Faccount", end);
        Assert.True(await OidcDashboard.IsSignedInAsync(browser));
        var ann = (await oidc.PeopleAsync()).Single(p => p.Name == "ann");
        Assert.Equal([BuiltInRoles.Admin], ann.Roles);
        Assert.StartsWith(oidc.Provider.Issuer.OriginalString, ann.Provider);
        var audit = await oidc.AuditAsync();
        Assert.Contains(audit, a => a.StartsWith("(oidc): user add ann: ok, ann for subject subject-1", StringComparison.Ordinal));
        Assert.Contains(audit, a => a.StartsWith("(oidc): grant Admin to user ann on ", StringComparison.Ordinal) && a.EndsWith("ok, as a member of admins", StringComparison.Ordinal));
        Assert.Contains(audit, a => a.StartsWith("ann: sign-in: ok, with http://127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_Request_HasPkceNonceAndLaxCookies()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();
        oidc.Provider.Person = _ann;
        using var sent = await browser.GetAsync("/sign-in/provider");

        var cookies = sent.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, c => Assert.Contains("samesite=lax", c));
        Assert.All(cookies, c => Assert.Contains("httponly", c));
        Assert.All(cookies, c => Assert.Contains("path=/sign-in/provider/callback", c));
        var query = sent.Headers.Location!.Query;
        Assert.Contains("code_challenge_method=S256", query);
        Assert.Contains("nonce=", query);
        Assert.Contains("response_type=code", query);
        // "query" is the default of this response type, so it is not sent.
        Assert.DoesNotContain("response_mode=form_post", query);
        Assert.DoesNotContain(OidcProvider.ClientSecret, query);
    }

    [Fact]
    public async Task SignIn_Done_MovesOnFromAPageOfOurOwn()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();

        var page = await (await browser.GetAsync(await oidc.SignInAsync(browser, _ann, "/audit?user=a\"b"))).Content.ReadAsStringAsync();

        Assert.Contains("<meta http-equiv=\"refresh\" content=\"0;url=/audit?user=a&quot;b\"", page);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task SignIn_ReturnUrlElsewhere_GoesHome(string returnUrl)
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();

        Assert.Equal("/sign-in/done?returnUrl=%2F", await oidc.SignInAsync(browser, _ann, returnUrl));
        using var done = await browser.GetAsync($"/sign-in/done?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Contains("content=\"0;url=/\"", await done.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task SignIn_Again_IsTheSameAccountWhateverItsNameAndEmail()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann);

        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann with { Name = "kim", Email = "other@example.org" });

        Assert.Equal(["ann", "kim"], (await oidc.PeopleAsync()).Select(p => p.Name));
        Assert.Equal(2, (await oidc.PeopleAsync()).Single(p => p.Name == "ann").Sessions);
    }

    [Fact]
    public async Task SignIn_AnotherSubjectOfTheSameName_IsAnotherAccount()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann);

        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann with { Subject = "subject-2", Groups = ["readers"] });

        var people = await oidc.PeopleAsync();
        Assert.Equal(["ann", "ann-2", "kim"], people.Select(p => p.Name));
        Assert.Equal([BuiltInRoles.Viewer], people[1].Roles);
    }

    [Theory]
    [InlineData("kim", "kim-2")]
    [InlineData("KIM", "KIM-2")]
    [InlineData("system", "system-2")]
    [InlineData("CLI", "CLI-2")]
    [InlineData("(oidc)", "oidc")]
    [InlineData("<script>", "script")]
    [InlineData("", "user")]
    [InlineData("\u202Ekim", "kim-2")]
    [InlineData("김철수", "김철수")]
    [InlineData("ｋｉｍ", "kim-2")]
    public async Task SignIn_NameTakenReservedOrOdd_GetsOneOfItsOwn(string preferred, string expected)
    {
        await using var oidc = await OidcDashboard.StartAsync();

        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann with { Name = preferred });

        Assert.Contains(expected, (await oidc.PeopleAsync()).Select(p => p.Name));
        Assert.Null((await oidc.PeopleAsync()).Single(p => p.Name == "kim").Provider);
    }

    [Fact]
    public async Task SignIn_GroupGone_TakesTheRoleAndEndsWhatIsOpen()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var first = oidc.Dashboard.Browser();
        await oidc.SignInAsync(first, _ann with { Groups = ["admins", "readers"] });
        var id = (await oidc.PeopleAsync()).Single(p => p.Name == "ann").Id;
        var ended = 0;
        using var open = oidc.Dashboard.Services.GetRequiredService<ISessionRegistry>().Register(new SessionKey(id, "circuit"), () => ended++);

        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann with { Groups = ["readers"] });

        Assert.Equal([BuiltInRoles.Viewer], (await oidc.PeopleAsync()).Single(p => p.Name == "ann").Roles);
        Assert.Equal(1, ended);
        Assert.False(oidc.Dashboard.Services.GetRequiredService<IRightsSource>().Of(id).Everywhere.HasFlag(Right.Manage));
        Assert.Equal(HttpStatusCode.Forbidden, (await first.GetAsync("/audit/export")).StatusCode);
    }

    [Fact]
    public async Task SignIn_LastGroupGone_IsRefusedAndEverySessionEnds()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var first = oidc.Dashboard.Browser();
        await oidc.SignInAsync(first, _ann);

        Assert.Equal("/sign-in/failed?reason=no-group", await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann with { Groups = [] }));

        Assert.False(await OidcDashboard.IsSignedInAsync(first));
        Assert.Empty((await oidc.PeopleAsync()).Single(p => p.Name == "ann").Roles);
    }

    [Fact]
    public async Task SignIn_LastGroupGoneButGrantedHere_GoesOn()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann);
        var id = (await oidc.PeopleAsync()).Single(p => p.Name == "ann").Id;
        var grants = oidc.Dashboard.Services.GetRequiredService<GrantStore>();
        Assert.True((await grants.AddAsync(OidcDashboard.Admin, id, false, BuiltInRoles.Admin, GrantScope.Everywhere, default)).Succeeded);
        var browser = oidc.Dashboard.Browser();

        await oidc.SignInAsync(browser, _ann with { Groups = [] });

        Assert.True(await OidcDashboard.IsSignedInAsync(browser));
        Assert.Null(Assert.Single(await grants.ListAsync(OidcDashboard.Admin, default), g => g.Principal == "ann").ProviderGroup);
    }

    [Fact]
    public async Task SignIn_OwnRole_IsGivenByItsName()
    {
        await using var oidc = await OidcDashboard.StartAsync(settings => settings["Oidc:GroupRoles:0:Role"] = "Night shift");
        var roles = oidc.Dashboard.Services.GetRequiredService<OwnRoleStore>();
        Assert.True((await roles.SaveAsync(OidcDashboard.Admin, null, "night shift", Right.Logs, default)).Succeeded);

        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann);

        Assert.Equal(["night shift"], (await oidc.PeopleAsync()).Single(p => p.Name == "ann").Roles);
    }

    [Fact]
    public async Task SignIn_AllowAnyone_MakesAnAccountThatMayDoNothing()
    {
        await using var oidc = await OidcDashboard.StartAsync(settings => settings["Oidc:AllowAnyone"] = "true");
        var browser = oidc.Dashboard.Browser();

        await oidc.SignInAsync(browser, _ann with { Groups = [] });

        Assert.True(await OidcDashboard.IsSignedInAsync(browser));
        Assert.Empty((await oidc.PeopleAsync()).Single(p => p.Name == "ann").Roles);
    }

    [Fact]
    public async Task SignIn_TwoTabs_BothGetIn()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();
        oidc.Provider.Person = _ann;
        var one = await oidc.GoToProviderAsync(browser, "/account");
        var two = await oidc.GoToProviderAsync(browser, "/containers");

        Assert.Equal("/sign-in/done?returnUrl=%2Fcontainers", await OidcDashboard.ComeBackAsync(browser, two));
        Assert.Equal("/sign-in/done?returnUrl=%2Faccount", await OidcDashboard.ComeBackAsync(browser, one));
        Assert.Single((await oidc.PeopleAsync()), p => p.Name.StartsWith("ann", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_TwoBrowsersForTheFirstTimeAtOnce_MakeOneAccount()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        oidc.Provider.Person = _ann;
        var ways = new List<(HttpClient Browser, Uri Back)>();
        for (var n = 0; n < 6; n++)
        {
            var browser = oidc.Dashboard.Browser();
            ways.Add((browser, await oidc.GoToProviderAsync(browser)));
        }

        var ends = await Task.WhenAll(ways.Select(w => OidcDashboard.ComeBackAsync(w.Browser, w.Back)));

        Assert.All(ends, e => Assert.StartsWith("/sign-in/done", e));
        Assert.Equal(["ann", "kim"], (await oidc.PeopleAsync()).Select(p => p.Name));
    }

    [Fact]
    public async Task SignOut_ThenIn_HasTheProviderAskAgain()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var browser = oidc.Dashboard.Browser();
        await oidc.SignInAsync(browser, _ann);
        Assert.Null(oidc.Provider.Asked!.Prompt);

        (await browser.PostAsync("/sign-out", null)).Dispose();
        Assert.False(await OidcDashboard.IsSignedInAsync(browser));
        await oidc.SignInAsync(browser, _ann);

        Assert.Equal("login", oidc.Provider.Asked!.Prompt);
        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann);
        Assert.Null(oidc.Provider.Asked!.Prompt);
    }

    [Fact]
    public async Task Page_Configured_HasTheButtonAndKeepsThePasswordForm()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        var page = await oidc.Dashboard.Browser().GetStringAsync("/sign-in?returnUrl=%2Faccount");

        Assert.Contains("href=\"/sign-in/provider?returnUrl=%2Faccount\"", page);
        Assert.Contains("Sign in with Test ID", page);
        Assert.Contains("autocomplete=\"current-password\"", page);
        Assert.True(await OidcDashboard.IsSignedInAsync(await oidc.Dashboard.SignedInAsync()));
    }

    [Fact]
    public async Task Page_NotConfigured_HasNeitherButtonNorRoute()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        var browser = dashboard.Browser();

        Assert.DoesNotContain("/sign-in/provider", await browser.GetStringAsync("/sign-in"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/sign-in/provider")).StatusCode);
        Assert.NotEqual(HttpStatusCode.InternalServerError, (await browser.GetAsync("/sign-in/provider/callback?code=x&state=y")).StatusCode);
    }

    [Fact]
    public async Task Start_MappingRemoved_TakesTheRoleAway()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        await oidc.SignInAsync(oidc.Dashboard.Browser(), _ann);
        var grants = oidc.Dashboard.Services.GetRequiredService<OidcGrants>();
        await grants.StartAsync(default);
        Assert.Equal([BuiltInRoles.Admin], (await oidc.PeopleAsync()).Single(p => p.Name == "ann").Roles);

        oidc.Dashboard.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Services.DashboardOptions>>().Value.Oidc.GroupRoles.RemoveAt(0);
        await grants.StartAsync(default);

        Assert.Empty((await oidc.PeopleAsync()).Single(p => p.Name == "ann").Roles);
    }
}
