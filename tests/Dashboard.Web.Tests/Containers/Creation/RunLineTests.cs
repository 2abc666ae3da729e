using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Creation;
using Dashboard.Web.Tests.Shared;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers.Creation;

public sealed class RunLineTests : DashboardContext
{
    public RunLineTests()
    {
        RenderInLayout(_ => { });
        Engine.Containers.Load(Engine.Local, Container("web"));
        Engine.Creation.Describe(IdOf("web"), "docker run -d --name web -e DB_PASSWORD= -e COLOUR=red nginx", "DB_PASSWORD");
    }

    [Fact]
    public void Line_OfAContainer_HasDotsForWhatIsWithheld() => Assert.Equal(
        "docker run --detach --env 'DB_PASSWORD=••••••' --env COLOUR=red --name web nginx".Split(' ').Order(),
        Open().Find(".command-preview-line").TextContent.Split(' ').Order());

    [Theory]
    [InlineData(Right.All, true)]
    [InlineData(Right.View | Right.Operate, false)]
    public void Reveal_WhoMayNot_HasNoButton(Right rights, bool offered)
    {
        SignIn(rights);

        Assert.Equal(offered, Open().FindAll("[data-testid=run-line-reveal]").Count == 1);
    }

    [Fact]
    public void Reveal_Asked_ShowsTheValueAndHidesItAgain()
    {
        var line = Open();
        Engine.Creation.Describe(IdOf("web"), "docker run -d --name web -e DB_PASSWORD=hunter2 nginx");

        line.Find("[data-testid=run-line-reveal]").Click();

        Assert.Contains("hunter2", line.Find(".command-preview-line").TextContent, StringComparison.Ordinal);
        Assert.Contains("Hide secrets", line.Find("[data-testid=run-line-reveal]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_AfterAnUpdate_IsReadAgainWithItsSecretsHidden()
    {
        var line = Open();
        line.Find("[data-testid=run-line-reveal]").Click();
        Engine.Creation.Describe(IdOf("web"), "docker run -d --name web -e DB_PASSWORD= --memory 96m nginx", "DB_PASSWORD");

        line.Render(p => p.Add(l => l.Container, DetailsBuilder.Details(Container("web")) with { Limits = new() { Memory = new ByteSize(96 << 20) } }));

        Assert.Equal("docker run --detach --env 'DB_PASSWORD=••••••' --memory 96m --name web nginx".Split(' ').Order(), line.Find(".command-preview-line").TextContent.Split(' ').Order());
    }

    [Fact]
    public void Line_OfAnEngineThatIsAway_SaysWhy()
    {
        Engine.Creation.Error = new EngineError(EngineErrorKind.Unreachable, "away");

        Assert.Equal("away", Open().Find(".error-notice-message").TextContent);
    }

    [Theory]
    [InlineData(Right.All, true)]
    [InlineData(Right.View | Right.Create, true)]
    [InlineData(Right.View | Right.Operate, false)]
    public void Pages_LeadHere_ForThoseWhoMayCreate(Right rights, bool offered)
    {
        SignIn(rights);

        var list = Render<ContainersPage>();
        var one = Render<ContainerPage>(p => p.Add(c => c.Environment, "local").Add(c => c.Container, "web"));

        one.WaitForAssertion(() => Assert.Equal("web", one.Find("h1").TextContent));
        Assert.Equal(offered ? ["/containers/local/-/new", "/containers/nas/-/new"] : [], list.FindAll("[data-testid=new-container]").Select(a => a.GetAttribute("href")));
        Assert.Equal(offered ? ["/containers/local/-/new?from=web"] : [], one.FindAll("[data-testid=duplicate]").Select(a => a.GetAttribute("href")));
    }

    private IRenderedComponent<RunLine> Open() => Render<RunLine>(p => p
        .Add(l => l.Actor, Actor).Add(l => l.Engine, Engine.Local).Add(l => l.Container, DetailsBuilder.Details(Container("web"))));
}
