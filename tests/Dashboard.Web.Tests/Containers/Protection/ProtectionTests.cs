using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Access.Protection;
using Dashboard.Services.Containers;
using Dashboard.Web.Containers;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers.Protection;

public sealed class ProtectionTests : DashboardContext
{
    private readonly IRenderedComponent<IComponent> _layout;

    public ProtectionTests()
    {
        _layout = RenderInLayout(_ => { });
        Engine.Containers.Load(Engine.Local, Container("web"), Container("db", labels: new Dictionary<string, string> { [IProtections.Label] = "true" }));
    }

    [Theory]
    [InlineData("db", false, "db is protected")]
    [InlineData("web", true, "web is this dashboard itself")]
    public void Page_OfAProtectedContainer_DisablesWhatEndsItAndSaysWhy(string name, bool isOwn, string reason)
    {
        Engine.Protections.OwnId = isOwn ? IdOf(name) : null;

        var page = Open(name);

        var guarded = page.FindAll(".guarded");
        Assert.Equal(["Stop", "Restart", "Kill", "Edit", "Remove"], guarded.Select(g => g.QuerySelector("button")!.TextContent.Trim()));
        Assert.All(guarded, g =>
        {
            var button = g.QuerySelector("button")!;
            Assert.True(button.HasAttribute("disabled"));
            Assert.StartsWith(reason, g.GetAttribute("title"), StringComparison.Ordinal);
            Assert.Equal(g.GetAttribute("title"), page.Find($"#{button.GetAttribute("aria-describedby")}").TextContent);
        });
        Assert.Equal(isOwn ? "This dashboard" : "Protected", page.Find("[data-testid=protection-sign]").TextContent.Trim());
        Assert.Equal(isOwn ? 0 : 1, page.FindAll("[data-testid=unprotect]").Count);
        Assert.Empty(page.FindAll("[data-testid=protect]"));
    }

    [Fact]
    public void Protect_Clicked_RunsAtOnceAndLocksWhenItIsSo()
    {
        var page = Open("web");
        Assert.Equal("/containers/local/web/edit", page.Find("[data-testid=edit]").GetAttribute("href"));

        page.Find("[data-testid=protect]").Click();
        Engine.Protections.Set(IdOf("web"), true);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=protection-sign]")));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=unprotect]")));
        Assert.Equal(["docker container protect web"], Engine.Commands.Lines);
    }

    [Fact]
    public void Lift_TakesTheNameTyped()
    {
        var page = Open("db");
        page.Find("[data-testid=unprotect]").Click();
        var ok = _layout.WaitForElement("[data-testid=confirm-ok]");
        Assert.True(ok.HasAttribute("disabled"));

        _layout.Find("[data-testid=confirm-type]").Input("d");
        Assert.True(_layout.Find("[data-testid=confirm-ok]").HasAttribute("disabled"));
        _layout.Find("[data-testid=confirm-type]").Input("db");
        _layout.Find("[data-testid=confirm-ok]").Click();

        page.WaitForAssertion(() => Assert.Equal(["docker container unprotect db"], Engine.Commands.Lines));
    }

    [Theory]
    [InlineData(Right.View | Right.Operate | Right.Create, 0)]
    [InlineData(Right.View | Right.Remove, 1)]
    public void Protect_WithoutTheRightToRemove_IsNotOffered(Right rights, int offered)
    {
        SignIn(rights);

        Assert.Equal(offered, Open("web").FindAll("[data-testid=protect]").Count);
    }

    [Fact]
    public void Table_ProtectedRow_HasALockThatComesAndGoes()
    {
        var list = Render<ContainersPage>();
        list.WaitForAssertion(() => Assert.Single(list.FindAll("tr[data-container=db] [data-testid=protection-sign]")));
        Assert.Empty(list.FindAll("tr[data-container=web] [data-testid=protection-sign]"));

        Engine.Protections.Set(IdOf("web"), true);

        list.WaitForAssertion(() => Assert.Contains("web is protected", list.Find("tr[data-container=web] [data-testid=protection-sign]").GetAttribute("title"), StringComparison.Ordinal));
    }

    private IRenderedComponent<ContainerPage> Open(string name)
    {
        var page = Render<ContainerPage>(p => p.Add(c => c.Environment, "local").Add(c => c.Container, name));
        page.WaitForAssertion(() => Assert.Equal(name, page.Find("h1").TextContent));
        return page;
    }
}
