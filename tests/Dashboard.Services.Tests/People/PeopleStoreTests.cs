using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.People;
using Dashboard.Services.Storage;
using Dashboard.Services.Tests.Access;
using Microsoft.EntityFrameworkCore;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Services.Tests.People;

public sealed class PeopleStoreTests
{
    private static readonly ResourceName _local = ResourceName.Of("local");

    [Fact]
    public async Task Disable_WhileSignedIn_EndsSessionTokenAndWhatIsOpen()
    {
        await using var team = await TeamFixture.CreateAsync();
        var lee = await team.AddAsync("lee", BuiltInRoles.Operator, GrantScope.Everywhere);
        var secret = (await team.Access.SignInAsync("lee", AccessFixture.Password)).Secret!;
        var token = await team.Access.Tokens.CreateAsync(lee, "ci", TimeSpan.FromDays(1), default);
        var session = (await team.Access.Sessions.FindAsync(secret, default))!;
        var key = (await team.Access.Tokens.FindAsync(token, default))!.Key;
        List<string> aborted = [];
        using var circuit = team.Access.Registry.Register(session.Key, () => aborted.Add("circuit"));
        using var stream = team.Access.Registry.Register(key, () => aborted.Add("stream"));

        Assert.True((await team.People.SetDisabledAsync(team.Kim, lee, true, default)).Succeeded);

        Assert.Equal(["circuit", "stream"], aborted.Order());
        Assert.Null(await team.Access.Sessions.FindAsync(secret, default));
        Assert.Null(await team.Access.Tokens.FindAsync(token, default));
        Assert.False(await team.Access.Tokens.IsAliveAsync(key, default));
        Assert.Equal(Right.None, session.Actor.RightsOn(_local, Container("web")));
        Assert.Null((await team.Access.SignInAsync("lee", AccessFixture.Password)).Secret);

        Assert.True((await team.People.SetDisabledAsync(team.Kim, lee, false, default)).Succeeded);
        Assert.NotNull((await team.Access.SignInAsync("lee", AccessFixture.Password)).Secret);
        Assert.NotNull(await team.Access.Tokens.FindAsync(token, default));
    }

    [Fact]
    public async Task Delete_LeavesTheAuditAndNothingElse()
    {
        await using var team = await TeamFixture.CreateAsync();
        var lee = await team.AddAsync("lee", BuiltInRoles.Viewer, GrantScope.Everywhere);

        Assert.True((await team.People.DeleteAsync(team.Kim, lee, default)).Succeeded);
        Assert.Equal([PeopleOutcome.Gone], (await team.People.DeleteAsync(team.Kim, lee, default)).Problems);

        Assert.Equal(["kim"], (await team.People.ListAsync(team.Kim, default)).Select(p => p.Name));
        Assert.Single(await team.Grants.ListAsync(team.Kim, default));
        Assert.Contains("user rm lee", await team.AuditAsync());
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("delete")]
    [InlineData("revoke")]
    public async Task Change_LastAdmin_IsRefused(string how)
    {
        await using var team = await TeamFixture.CreateAsync();
        // Somebody else who acts: nobody can take their own account away anyhow.
        var other = new Actor("x", "ghost", Right.All, "cli");
        var grant = Assert.Single(await team.Grants.ListAsync(team.Kim, default));

        var outcome = how switch
        {
            "disable" => await team.People.SetDisabledAsync(other, team.Kim.UserId, true, default),
            "delete" => await team.People.DeleteAsync(other, team.Kim.UserId, default),
            _ => await team.Grants.RemoveAsync(team.Kim, grant, default),
        };

        Assert.Equal([PeopleOutcome.LastAdmin], outcome.Problems);
        Assert.True(team.Kim.MayManage);
        Assert.Equal("refused: LastAdmin", (await team.OutcomesAsync())[^1]);
    }

    [Fact]
    public async Task Change_LastAdminThroughAGroupOrARole_IsRefused()
    {
        await using var team = await TeamFixture.CreateAsync();
        Assert.True((await team.Roles.SaveAsync(team.Kim, null, "Owners", Right.All, default)).Succeeded);
        Assert.True((await team.Groups.SaveAsync(team.Kim, null, "root", [team.Kim.UserId], default)).Succeeded);
        var role = (await team.Roles.ListAsync(team.Kim, default)).Single(r => r.Name == "Owners");
        var group = Assert.Single(await team.Groups.ListAsync(team.Kim, default));
        Assert.True((await team.Grants.AddAsync(team.Kim, group.Id, true, role.Id, GrantScope.Everywhere, default)).Succeeded);
        var own = (await team.Grants.ListAsync(team.Kim, default)).Single(g => !g.IsGroup);
        Assert.True((await team.Grants.RemoveAsync(team.Kim, own, default)).Succeeded);

        foreach (var attempt in (Task<PeopleOutcome>[])
        [
            team.Groups.SaveAsync(team.Kim, group.Id, "root", [], default),
            team.Groups.DeleteAsync(team.Kim, group.Id, "root", default),
            team.Roles.SaveAsync(team.Kim, role.Id, "Owners", Right.View, default),
            team.Roles.DeleteAsync(team.Kim, role.Id, "Owners", default),
        ])
        {
            Assert.Equal([PeopleOutcome.LastAdmin], (await attempt).Problems);
        }

        Assert.True(team.Kim.MayManage);
    }

    [Fact]
    public async Task Change_ByOneself_CantTakeTheOwnAccountAway()
    {
        await using var team = await TeamFixture.CreateAsync();
        await team.AddAsync("lee", BuiltInRoles.Admin, GrantScope.Everywhere);

        Assert.Equal([PeopleOutcome.Yourself], (await team.People.SetDisabledAsync(team.Kim, team.Kim.UserId, true, default)).Problems);
        Assert.Equal([PeopleOutcome.Yourself], (await team.People.DeleteAsync(team.Kim, team.Kim.UserId, default)).Problems);
    }

    [Fact]
    public async Task AnyChange_WithoutManageEverywhere_IsRefusedAndAudited()
    {
        await using var team = await TeamFixture.CreateAsync();
        await team.AddAsync("lee", BuiltInRoles.Admin, GrantScope.OnEnvironment("local"));
        var lee = (await team.Access.Sessions.FindAsync((await team.Access.SignInAsync("lee", AccessFixture.Password)).Secret!, default))!.Actor;
        var grant = (await team.Grants.ListAsync(team.Kim, default))[0];
        var kim = team.Kim.UserId;

        foreach (var attempt in (Func<Task<PeopleOutcome>>[])
        [
            () => team.People.AddAsync(lee, "eve", AccessFixture.Password, default),
            () => team.People.SetDisabledAsync(lee, kim, true, default),
            () => team.People.DeleteAsync(lee, kim, default),
            () => team.People.ResetPasswordAsync(lee, kim, AccessFixture.Password, default),
            () => team.People.EndSessionsAsync(lee, kim, default),
            () => team.Groups.SaveAsync(lee, null, "g", [], default),
            () => team.Groups.DeleteAsync(lee, "x", "x", default),
            () => team.Roles.SaveAsync(lee, null, "r", Right.View, default),
            () => team.Roles.DeleteAsync(lee, "x", "x", default),
            () => team.Grants.AddAsync(lee, lee.UserId, false, BuiltInRoles.Admin, GrantScope.Everywhere, default),
            () => team.Grants.RemoveAsync(lee, grant, default),
        ])
        {
            Assert.Equal([PeopleOutcome.Refused], (await attempt()).Problems);
            Assert.Equal("refused: no right to manage", (await team.OutcomesAsync())[^1]);
        }

        Assert.Empty(await team.People.ListAsync(lee, default));
        Assert.Empty(await team.Groups.ListAsync(lee, default));
        Assert.Empty(await team.Roles.ListAsync(lee, default));
        Assert.Empty(await team.Grants.ListAsync(lee, default));
        Assert.Empty(team.People.Explain(lee, kim, "local", new Dictionary<string, string>()));
    }

    [Fact]
    public async Task ResetPassword_EndsTheirSessions_AndTheNewOneIsToBeChanged()
    {
        await using var team = await TeamFixture.CreateAsync();
        var lee = await team.AddAsync("lee", BuiltInRoles.Viewer, GrantScope.Everywhere);
        var secret = (await team.Access.SignInAsync("lee", AccessFixture.Password)).Secret!;
        var password = PeopleStore.NewPassword();

        Assert.Contains("PasswordTooShort", (await team.People.ResetPasswordAsync(team.Kim, lee, "short", default)).Problems);
        Assert.True((await team.People.ResetPasswordAsync(team.Kim, lee, password, default)).Succeeded);

        Assert.Null(await team.Access.Sessions.FindAsync(secret, default));
        Assert.Null((await team.Access.SignInAsync("lee", AccessFixture.Password)).Secret);
        var outcome = await team.Access.SignInAsync("lee", password, "192.0.2.9");
        Assert.Null(outcome.Secret);
        Assert.NotNull(outcome.NewPasswordTicket);
        Assert.DoesNotContain(password, string.Join('\n', await team.AuditAsync()));
    }

    [Fact]
    public async Task Add_NameTakenOrWeak_SaysWhat()
    {
        await using var team = await TeamFixture.CreateAsync();

        Assert.Equal(["DuplicateUserName"], (await team.People.AddAsync(team.Kim, "KIM", AccessFixture.Password, default)).Problems);
        Assert.Equal(["PasswordTooShort"], (await team.People.AddAsync(team.Kim, "lee", "short", default)).Problems);
        Assert.Equal(["ReservedUserName"], (await team.People.AddAsync(team.Kim, "system", AccessFixture.Password, default)).Problems);
    }

    [Fact]
    public async Task Explain_SeveralWays_NamesEachGrant()
    {
        await using var team = await TeamFixture.CreateAsync();
        var lee = await team.AddAsync("lee", BuiltInRoles.Viewer, GrantScope.OnEnvironment("local"));
        await team.Groups.SaveAsync(team.Kim, null, "backend", [lee], default);
        var group = Assert.Single(await team.Groups.ListAsync(team.Kim, default));
        await team.Grants.AddAsync(team.Kim, group.Id, true, BuiltInRoles.Operator, GrantScope.OnStack("local", "shop"), default);

        var held = team.People.Explain(team.Kim, lee, "local", new Dictionary<string, string> { [GrantScope.ProjectLabel] = "shop" });

        Assert.Equal(["Operator on stack shop on local through backend", "Viewer on local through "],
            held.Select(g => $"{g.Role} on {g.Scope} through {g.Group}").Order());
        Assert.Single(team.People.Explain(team.Kim, lee, "local", new Dictionary<string, string>()));
    }

    [Fact]
    public async Task Database_ChangedByAnotherProcess_IsTakenInBySweep()
    {
        await using var team = await TeamFixture.CreateAsync();
        var lee = await team.AddAsync("lee", BuiltInRoles.Operator, GrantScope.Everywhere);
        var session = (await team.Access.Sessions.FindAsync((await team.Access.SignInAsync("lee", AccessFixture.Password)).Secret!, default))!;
        Assert.True(session.Actor.May(Right.Operate, _local, Container("web")));
        var aborted = false;
        using var circuit = team.Access.Registry.Register(session.Key, () => aborted = true);

        await using (var context = await team.Access.Get<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await context.Grants.Where(g => g.UserId == lee).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        }

        await team.Access.Get<SessionSweep>().SweepAsync(TestContext.Current.CancellationToken);

        Assert.True(aborted);
        Assert.False(session.Actor.May(Right.View, _local, Container("web")));
    }
}
