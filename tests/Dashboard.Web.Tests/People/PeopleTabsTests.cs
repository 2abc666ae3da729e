using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.People;
using Dashboard.Testing;
using Dashboard.Web.People;
using Dashboard.Web.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Dashboard.Web.Tests.People;

/// <summary>Groups, roles and grants as their tabs show them, with the real stores behind.</summary>
public sealed class PeopleTabsTests
{
    private static readonly Actor _admin = OidcDashboard.Admin;
    private static readonly Actor _other = new("lee", "lee", Right.All & ~Right.Manage, "browser");

    [Fact]
    public async Task Groups_WithMembers_AreListedForManagersOnly()
    {
        await using var dashboard = new DashboardFactory();
        var kim = await dashboard.AddUserAsync();
        var groups = dashboard.Services.GetRequiredService<GroupStore>();
        Assert.True((await groups.SaveAsync(_admin, null, "night <shift>", [kim.Id], default)).Succeeded);
        await using var page = Page(dashboard);

        var tab = page.Render<GroupsTab>(p => p.Add(t => t.Actor, _admin));

        tab.WaitForAssertion(() => Assert.Contains("night <shift>", tab.Find("[data-testid=groups]").TextContent));
        Assert.Empty(tab.FindAll("shift"));
        var theirs = page.Render<GroupsTab>(p => p.Add(t => t.Actor, _other));
        theirs.WaitForAssertion(() => Assert.NotEmpty(theirs.FindAll("[data-testid=groups-empty]")));
    }

    [Fact]
    public async Task Roles_BuiltInAndOwn_AreListed()
    {
        await using var dashboard = new DashboardFactory();
        await dashboard.AddUserAsync();
        Assert.True((await dashboard.Services.GetRequiredService<OwnRoleStore>().SaveAsync(_admin, null, "Log reader", Right.Logs, default)).Succeeded);
        await using var page = Page(dashboard);

        var tab = page.Render<RolesTab>(p => p.Add(t => t.Actor, _admin));

        tab.WaitForAssertion(() => Assert.All([.. BuiltInRoles.All, "Log reader"], role => Assert.Contains(role, tab.Markup)));
    }

    [Fact]
    public async Task Grants_FromTheProvider_SayWhereFromAndCantBeTakenHere()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        await oidc.SignInAsync(oidc.Dashboard.Browser(), new OidcPerson("subject-1", "ann", "admins"));
        await using var page = Page(oidc.Dashboard);

        var tab = page.Render<GrantsTab>(p => p.Add(t => t.Actor, _admin));

        tab.WaitForAssertion(() => Assert.Equal(2, tab.FindAll("[data-testid=grants] li").Count));
        var ann = tab.FindAll("[data-testid=grants] li").Single(l => l.TextContent.Contains("ann", StringComparison.Ordinal));
        Assert.Contains("From group admins at the sign-in provider", ann.TextContent);
        Assert.Empty(ann.QuerySelectorAll("button"));
        var kim = tab.FindAll("[data-testid=grants] li").Single(l => l.TextContent.Contains("kim", StringComparison.Ordinal));
        Assert.Single(kim.QuerySelectorAll("button"));
    }

    [Fact]
    public async Task Users_OfTheProvider_SaySo()
    {
        await using var oidc = await OidcDashboard.StartAsync();
        await oidc.SignInAsync(oidc.Dashboard.Browser(), new OidcPerson("subject-1", "ann", "admins"));
        await using var page = Page(oidc.Dashboard);

        var tab = page.Render<UsersTab>(p => p.Add(t => t.Actor, _admin));

        tab.WaitForAssertion(() => Assert.Contains(oidc.Provider.Issuer.Authority, tab.Find("[data-user=ann] [data-testid=user-provider]").TextContent));
        Assert.Empty(tab.FindAll("[data-user=kim] [data-testid=user-provider]"));
    }

    private static BunitContext Page(DashboardFactory dashboard)
    {
        var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddMudServices();
        page.Services.AddLocalization();
        page.Services.AddLogging();
        page.Services.AddScoped<PeopleFeedback>();
        foreach (var store in (Type[])[typeof(PeopleStore), typeof(GroupStore), typeof(OwnRoleStore), typeof(GrantStore)])
        {
            page.Services.AddSingleton(store, dashboard.Services.GetRequiredService(store));
        }

        page.Render<MudPopoverProvider>();
        return page;
    }
}
