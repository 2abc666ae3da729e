using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.People;
using Dashboard.Services.Tests.Access;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Services.Tests.People;

public sealed class GrantStoreTests
{
    private static readonly ResourceName _local = ResourceName.Of("local");

    [Fact]
    public async Task Remove_WhileSignedIn_CutsThemOffAndOnlyThem()
    {
        await using var team = await TeamFixture.CreateAsync();
        await team.AddAsync("lee", BuiltInRoles.Operator, GrantScope.OnStack("local", "shop"));
        await team.AddAsync("pat", BuiltInRoles.Operator, GrantScope.OnStack("local", "shop"));
        var lee = await SignedInAsync(team, "lee");
        var pat = await SignedInAsync(team, "pat");
        var web = Container("web", labels: new Dictionary<string, string> { [GrantScope.ProjectLabel] = "shop" });
        Assert.True(lee.Actor.May(Right.Operate, _local, web));
        List<string> aborted = [];
        using var one = team.Access.Registry.Register(lee.Key, () => aborted.Add("lee"));
        using var other = team.Access.Registry.Register(pat.Key, () => aborted.Add("pat"));

        var grant = (await team.Grants.ListAsync(team.Kim, default)).Single(g => g.Principal == "lee");
        Assert.True((await team.Grants.RemoveAsync(team.Kim, grant, default)).Succeeded);

        Assert.Equal(["lee"], aborted);
        Assert.Equal(Right.None, lee.Actor.RightsOn(_local, web));
        Assert.True(pat.Actor.May(Right.Operate, _local, web));
        Assert.NotNull(await team.Access.Sessions.FindAsync(lee.Key, default));
    }

    [Fact]
    public async Task Role_GivenMore_CutsNobodyOff_AndLess_Does()
    {
        await using var team = await TeamFixture.CreateAsync();
        Assert.True((await team.Roles.SaveAsync(team.Kim, null, "Night shift", Right.Operate, default)).Succeeded);
        var role = (await team.Roles.ListAsync(team.Kim, default)).Single(r => r.Name == "Night shift");
        Assert.Equal(Right.View | Right.Operate, role.Rights);
        await team.AddAsync("lee", role.Id, GrantScope.Everywhere);
        var lee = await SignedInAsync(team, "lee");
        var aborts = 0;
        using var circuit = team.Access.Registry.Register(lee.Key, () => aborts++);

        await team.Roles.SaveAsync(team.Kim, role.Id, "Night shift", Right.Operate | Right.Exec, default);
        Assert.Equal((0, true), (aborts, lee.Actor.May(Right.Exec, _local, Container("web"))));

        await team.Roles.SaveAsync(team.Kim, role.Id, "Night shift", Right.Logs, default);
        Assert.Equal((1, false), (aborts, lee.Actor.May(Right.Exec, _local, Container("web"))));
    }

    [Fact]
    public async Task Group_LeftByAMember_TakesWhatItGave()
    {
        await using var team = await TeamFixture.CreateAsync();
        await team.People.AddAsync(team.Kim, "lee", AccessFixture.Password, default);
        var id = (await team.People.ListAsync(team.Kim, default)).Single(p => p.Name == "lee").Id;
        await team.Groups.SaveAsync(team.Kim, null, "backend", [id], default);
        var group = Assert.Single(await team.Groups.ListAsync(team.Kim, default));
        await team.Grants.AddAsync(team.Kim, group.Id, true, BuiltInRoles.Developer, GrantScope.OnLabel(null, "team=backend"), default);
        var lee = await SignedInAsync(team, "lee");
        var web = Container("web", labels: new Dictionary<string, string> { ["team"] = "backend" });
        Assert.True(lee.Actor.May(Right.Exec, _local, web));

        await team.Groups.SaveAsync(team.Kim, group.Id, "backend", [], default);

        Assert.False(lee.Actor.May(Right.View, _local, web));
    }

    [Fact]
    public async Task Add_TwiceTheSame_IsRefused()
    {
        await using var team = await TeamFixture.CreateAsync();
        var lee = await team.AddAsync("lee", BuiltInRoles.Viewer, GrantScope.Everywhere);

        Assert.Equal([PeopleOutcome.DuplicateGrant], (await team.Grants.AddAsync(team.Kim, lee, false, BuiltInRoles.Viewer, GrantScope.Everywhere, default)).Problems);
        Assert.Equal([PeopleOutcome.Gone], (await team.Grants.AddAsync(team.Kim, "nobody", false, BuiltInRoles.Viewer, GrantScope.Everywhere, default)).Problems);
        Assert.Equal([PeopleOutcome.Gone], (await team.Grants.AddAsync(team.Kim, lee, false, "no-role", GrantScope.Everywhere, default)).Problems);
    }

    [Theory]
    [InlineData("", PeopleOutcome.InvalidName)]
    [InlineData("admin", PeopleOutcome.DuplicateName)]
    [InlineData("a\u001bb", PeopleOutcome.InvalidName)]
    public async Task Role_NameWrong_IsRefused(string name, string problem)
    {
        await using var team = await TeamFixture.CreateAsync();

        Assert.Equal([problem], (await team.Roles.SaveAsync(team.Kim, null, name, Right.View, default)).Problems);
    }

    [Fact]
    public async Task Token_LimitedAtCreation_IsScopeAndOwner()
    {
        await using var team = await TeamFixture.CreateAsync();
        var lee = await team.AddAsync("lee", BuiltInRoles.Operator, GrantScope.Everywhere);
        var token = await team.Access.Tokens.CreateAsync(lee, "ci", TimeSpan.FromDays(1), Right.Operate | Right.Exec, default);

        var actor = (await team.Access.Tokens.FindAsync(token, default))!.Actor;

        Assert.Equal(Right.View | Right.Operate, actor.RightsOn(_local, Container("web")));
        Assert.False(actor.MayManage);
    }

    private static async Task<SignedIn> SignedInAsync(TeamFixture team, string name) =>
        (await team.Access.Sessions.FindAsync((await team.Access.SignInAsync(name, AccessFixture.Password)).Secret!, default))!;
}
