using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Environments;
using Dashboard.Testing;
using Dashboard.Web.Environments;
using Dashboard.Web.Tests.Shared;

namespace Dashboard.Web.Tests.Environments;

public sealed class EngineBannerTests : DashboardContext
{
    [Fact]
    public void Render_EnginesUp_ShowsNothing() => Assert.Empty(Render<EngineBanner>().FindAll("[data-testid=engine-banner]"));

    [Theory]
    [InlineData(EngineStatus.Unreachable, "No Docker engine at “local”")]
    [InlineData(EngineStatus.NotAnswering, "The Docker engine “local” is not answering")]
    public void Health_EngineLost_SaysWhichAndWhyUntilItIsBack(EngineStatus status, string title)
    {
        var banner = Render<EngineBanner>();

        FakeEnvironmentRegistry.SetDown(Engine.Local, "There is no socket at unix:///nowhere/local.sock.", status);

        banner.WaitForAssertion(() => Assert.Single(banner.FindAll("[data-testid=engine-banner]")));
        Assert.Equal(title, banner.Find("strong").TextContent);
        Assert.Equal("There is no socket at unix:///nowhere/local.sock.", banner.Find(".engine-banner-reason").TextContent);
        Assert.Equal("polite", banner.Find("[data-testid=engine-banner]").ParentElement!.GetAttribute("aria-live"));

        FakeEnvironmentRegistry.SetUp(Engine.Local);
        banner.WaitForAssertion(() => Assert.Empty(banner.FindAll("[data-testid=engine-banner]")));
    }

    [Fact]
    public void Render_EngineOnWhichNothingCanBeSeen_IsNotNamed()
    {
        SignIn(new GrantSet([new HeldGrant("", BuiltInRoles.Viewer, Right.View, GrantScope.OnEnvironment("nas"), null)]));
        foreach (var engine in Engine.Environments.All)
        {
            FakeEnvironmentRegistry.SetDown(engine, "away");
        }

        Assert.Equal(["No Docker engine at “nas”"], Render<EngineBanner>().FindAll("strong").Select(s => s.TextContent));
    }

    [Fact]
    public void Render_TwoEnginesDown_NamesBoth()
    {
        foreach (var engine in Engine.Environments.All)
        {
            FakeEnvironmentRegistry.SetDown(engine, "away");
        }

        Assert.Equal(["No Docker engine at “local”", "No Docker engine at “nas”"], Render<EngineBanner>().FindAll("strong").Select(s => s.TextContent));
    }
}
