using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Services.Tests.Access;

public sealed class ActorTests
{
    private static readonly ResourceName _local = ResourceName.Of("local");
    private static readonly Dictionary<string, string> _shop = new() { [GrantScope.ProjectLabel] = "shop" };

    [Fact]
    public void RightsOn_SeveralGrants_AreJoinedWhereTheyMeet()
    {
        var actor = Holding((BuiltInRoles.Viewer, GrantScope.OnEnvironment("local")), (BuiltInRoles.Operator, GrantScope.OnStack("local", "shop")));

        Assert.Equal(Right.View | Right.Logs, actor.RightsOn(_local, Container("db")));
        Assert.Equal(Right.View | Right.Logs | Right.Operate, actor.RightsOn(_local, Container("web", labels: _shop)));
        Assert.Equal(Right.None, actor.RightsOn(ResourceName.Of("other"), Container("web", labels: _shop)));
    }

    [Fact]
    public void RightsOn_WithoutView_AreNone()
    {
        var actor = new Actor("1", "kim", Right.Operate | Right.Exec, "browser");

        Assert.Equal(Right.None, actor.RightsOn(_local, Container("web")));
        Assert.False(actor.May(Right.Operate, _local, Container("web")));
        Assert.False(actor.MayOnAllOf(Right.Operate, _local));
    }

    [Fact]
    public void May_ManageOnAnEnvironment_IsNotManagingTheDashboard()
    {
        var actor = Holding((BuiltInRoles.Admin, GrantScope.OnEnvironment("local")));

        Assert.True(actor.May(Right.Manage, _local, Container("web")));
        Assert.True(actor.MayOnAllOf(Right.Manage, _local));
        Assert.False(actor.MayManage);
    }

    [Fact]
    public void MayOnAllOf_GrantOnAStack_IsNotEnough()
    {
        var actor = Holding((BuiltInRoles.Admin, GrantScope.OnStack("local", "shop")));

        Assert.False(actor.MayOnAllOf(Right.View, _local));
        Assert.True(actor.CanSeeAnyOf(_local));
        Assert.False(actor.CanSeeAnyOf(ResourceName.Of("other")));
    }

    [Fact]
    public void MaySomewhereOn_ARightOnAnotherEngine_IsNotHeldHere()
    {
        var actor = Holding((BuiltInRoles.Viewer, GrantScope.OnStack("local", "shop")), (BuiltInRoles.Developer, GrantScope.OnEnvironment("other")));

        Assert.True(actor.Rights.HasFlag(Right.Create));
        Assert.False(actor.MaySomewhereOn(Right.Create, _local));
        Assert.True(actor.MaySomewhereOn(Right.Logs, _local));
        Assert.True(actor.MaySomewhereOn(Right.Create, ResourceName.Of("other")));
        Assert.False(actor.MaySomewhereOn(Right.View, ResourceName.Of("third")));
    }

    [Fact]
    public void Nobody_MayNothing()
    {
        Assert.Equal(Right.None, Actor.Nobody.RightsOn(_local, Container("web")));
        Assert.False(Actor.Nobody.CanSeeAnyOf(_local));
    }

    [Fact]
    public void Includes_LessOfARightOrOfAScope_IsNotTheSame()
    {
        var before = Set((BuiltInRoles.Operator, GrantScope.OnEnvironment("local")));

        Assert.True(Set((BuiltInRoles.Admin, GrantScope.OnEnvironment("local"))).Includes(before));
        Assert.True(Set((BuiltInRoles.Viewer, GrantScope.OnEnvironment("local")), (BuiltInRoles.Operator, GrantScope.OnEnvironment("local"))).Includes(before));
        Assert.False(Set((BuiltInRoles.Viewer, GrantScope.OnEnvironment("local"))).Includes(before));
        Assert.False(Set((BuiltInRoles.Admin, GrantScope.OnStack("local", "shop"))).Includes(before));
        Assert.False(GrantSet.None.Includes(before));
    }

    private static Actor Holding(params (string Role, GrantScope Scope)[] grants) => new("1", "kim", "browser", Set(grants));

    private static GrantSet Set(params (string Role, GrantScope Scope)[] grants) =>
        new([.. grants.Select((g, i) => new HeldGrant($"{i}", g.Role, BuiltInRoles.RightsOf(g.Role), g.Scope, null))]);
}
