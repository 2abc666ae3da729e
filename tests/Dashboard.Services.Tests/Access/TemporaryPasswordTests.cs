using Dashboard.Services.Access;
using Dashboard.Services.People;
using Dashboard.Services.Tests.People;

namespace Dashboard.Services.Tests.Access;

/// <summary>A password that an administrator gave lets nobody in any further than to choose another.</summary>
public sealed class TemporaryPasswordTests
{
    private const string Own = "seven quiet harbours at dusk";
    private static readonly Visitor _visitor = new("192.0.2.9", "test");

    [Fact]
    public async Task SignIn_WithATemporaryPassword_BeginsASessionOnceItIsChanged()
    {
        await using var team = await TeamFixture.CreateAsync();
        var given = PeopleStore.NewPassword();
        Assert.True((await team.People.AddAsync(team.Kim, "lee", given, isTemporary: true, default)).Succeeded);

        var first = await team.Access.SignInAsync("lee", given);
        Assert.Null(first.Secret);
        var ticket = first.NewPasswordTicket!;

        Assert.Contains("PasswordTooShort", (await ChangeAsync(team, ticket, "short")).Problems);
        Assert.Contains(SignIn.PasswordSame, (await ChangeAsync(team, ticket, given)).Problems);
        Assert.NotNull((await ChangeAsync(team, ticket, Own)).Secret);
        Assert.Null((await ChangeAsync(team, ticket, "another good long one")).Secret);
        Assert.Null((await team.Access.SignInAsync("lee", given)).NewPasswordTicket);
        Assert.NotNull((await team.Access.SignInAsync("lee", Own)).Secret);
        var audit = await team.AuditAsync();
        Assert.Contains("account change-password", audit);
        Assert.DoesNotContain(Own, string.Join('\n', audit));
    }

    [Fact]
    public async Task Ticket_TooOldMadeUpOrOfADisabledUser_IsVoid()
    {
        await using var team = await TeamFixture.CreateAsync();
        var given = PeopleStore.NewPassword();
        Assert.True((await team.People.AddAsync(team.Kim, "lee", given, isTemporary: true, default)).Succeeded);
        var ticket = (await team.Access.SignInAsync("lee", given)).NewPasswordTicket!;
        Assert.Null((await ChangeAsync(team, "made up", Own)).Secret);

        team.Access.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Null((await ChangeAsync(team, ticket, Own)).Secret);

        ticket = (await team.Access.SignInAsync("lee", given)).NewPasswordTicket!;
        var lee = (await team.People.ListAsync(team.Kim, default)).Single(p => p.Name == "lee").Id;
        Assert.True((await team.People.SetDisabledAsync(team.Kim, lee, true, default)).Succeeded);
        Assert.Null((await ChangeAsync(team, ticket, Own)).Secret);
    }

    [Fact]
    public async Task SignIn_WithAnOwnPassword_IsNotAskedForAnother()
    {
        await using var team = await TeamFixture.CreateAsync();
        await team.AddAsync("lee", BuiltInRoles.Viewer, GrantScope.Everywhere);

        Assert.NotNull((await team.Access.SignInAsync("lee", AccessFixture.Password)).Secret);
    }

    private static Task<SignInOutcome> ChangeAsync(TeamFixture team, string ticket, string password) =>
        team.Access.InScopeAsync((SignIn s) => s.WithNewPasswordAsync(ticket, password, _visitor, default));
}
