using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.People;
using Dashboard.Web.People;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Dashboard.Web.Tests.People;

public sealed class UsersTabTests
{
    [Fact]
    public async Task Render_Manager_SeesEverybodyAndWhoIsOff()
    {
        await using var dashboard = new DashboardFactory();
        await using var page = await PageAsync(dashboard);
        var kim = new Actor("test", "test", Right.All, "browser");

        var tab = page.Render<UsersTab>(p => p.Add(t => t.Actor, kim));

        tab.WaitForAssertion(() => Assert.Equal(["kim", "lee"], tab.FindAll("[data-user]").Select(u => u.GetAttribute("data-user"))));
        Assert.Contains("Admin", tab.Find("[data-user=kim]").TextContent);
        Assert.Single(tab.Find("[data-user=lee]").QuerySelectorAll(".people-tag.off"));
    }

    [Fact]
    public async Task Render_WhoMayNotManage_SeesNobody()
    {
        await using var dashboard = new DashboardFactory();
        await using var page = await PageAsync(dashboard);

        var tab = page.Render<UsersTab>(p => p.Add(t => t.Actor, new Actor("test", "test", Right.All & ~Right.Manage, "browser")));

        tab.WaitForAssertion(() => Assert.NotEmpty(tab.FindAll("[data-testid=users]")));
        Assert.Empty(tab.FindAll("[data-user]"));
    }

    private static async Task<BunitContext> PageAsync(DashboardFactory dashboard)
    {
        await dashboard.AddUserAsync();
        var people = dashboard.Services.GetRequiredService<PeopleStore>();
        var admin = new Actor("test", "test", Right.All, "cli");
        Assert.True((await people.AddAsync(admin, "lee", DashboardFactory.Password, default)).Succeeded);
        var lee = (await people.ListAsync(admin, default)).Single(p => p.Name == "lee");
        Assert.True((await people.SetDisabledAsync(admin, lee.Id, true, default)).Succeeded);

        var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddMudServices();
        page.Services.AddLocalization();
        page.Services.AddLogging();
        page.Services.AddScoped<PeopleFeedback>();
        page.Services.AddSingleton(people);
        page.Render<MudPopoverProvider>();
        return page;
    }
}
