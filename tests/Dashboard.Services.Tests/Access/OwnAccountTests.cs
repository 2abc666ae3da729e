using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Tests.Access;

public sealed class OwnAccountTests
{
    private const string NewPassword = "velvet harbour under glass";

    [Fact]
    public async Task ChangePassword_Right_EndsOtherSessionsOnly()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (actor, here) = await SignedInAsync(access);
        var elsewhere = (await access.SignInAsync("kim", AccessFixture.Password)).Secret!;

        var result = await access.Get<OwnAccount>().ChangePasswordAsync(actor, here, AccessFixture.Password, NewPassword, default);

        Assert.Equal((true, 0), (result.IsRight, result.Problems.Count));
        Assert.Null(await access.Sessions.FindAsync(elsewhere, default));
        Assert.NotNull(await access.Sessions.FindAsync(here, default));
        Assert.NotNull((await access.SignInAsync("kim", NewPassword)).Secret);
        Assert.Null((await access.SignInAsync("kim", AccessFixture.Password)).Secret);
    }

    [Fact]
    public async Task ChangePassword_WrongOrWeak_ChangesNothingAndSlowsDown()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (actor, here) = await SignedInAsync(access);
        var own = access.Get<OwnAccount>();

        var weak = await own.ChangePasswordAsync(actor, here, AccessFixture.Password, "password1234", default);
        var results = new List<ProofResult>();
        for (var n = 0; n < 8; n++)
        {
            results.Add(await own.ChangePasswordAsync(actor, here, "wrong password here", NewPassword, default));
        }

        Assert.Equal(["PasswordTooCommon"], weak.Problems);
        Assert.Equal(ProofResult.Wrong, results[0]);
        Assert.True(results[^1].Wait > TimeSpan.Zero);
        access.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull((await access.SignInAsync("kim", AccessFixture.Password)).Secret);
    }

    [Fact]
    public async Task TwoFactor_OnAndOff_NeedsCodeAndPassword()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (actor, _) = await SignedInAsync(access);
        var own = access.Get<OwnAccount>();
        var key = Totp.CreateKey();

        Assert.Equal([OwnAccount.WrongCode], (await own.TurnOnTwoFactorAsync(actor, key, "000000x", AccessFixture.Password, default)).Problems);
        Assert.False((await own.TurnOnTwoFactorAsync(actor, key, Totp.CodeAt(key, access.Time.GetUtcNow()), "wrong password here", default)).IsRight);
        Assert.Equal(new TwoFactorStatus(false, 0), await own.GetTwoFactorAsync(actor, default));
        var codes = (await own.TurnOnTwoFactorAsync(actor, key, Totp.CodeAt(key, access.Time.GetUtcNow()), AccessFixture.Password, default)).RecoveryCodes;
        Assert.Equal(new TwoFactorStatus(true, 10), await own.GetTwoFactorAsync(actor, default));
        var renewed = (await own.RenewRecoveryCodesAsync(actor, AccessFixture.Password, default)).RecoveryCodes;
        Assert.Empty(codes.Intersect(renewed));
        Assert.False(await access.Get<TwoFactorStore>().TryUseAsync(actor.UserId, codes[0], default));
        Assert.False((await own.TurnOffTwoFactorAsync(actor, "wrong password here", default)).IsRight);
        Assert.True((await own.TurnOffTwoFactorAsync(actor, AccessFixture.Password, default)).IsRight);
        Assert.Equal(new TwoFactorStatus(false, 0), await own.GetTwoFactorAsync(actor, default));
        Assert.NotNull((await access.SignInAsync("kim", AccessFixture.Password)).Secret);
    }

    [Fact]
    public async Task TwoFactor_InTheDatabase_HasNeitherKeyNorCodesInClear()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (key, codes) = await SecondStepTests.TurnOnAsync(access);

        await using var context = await access.Get<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var rows = await context.UserTokens.Select(t => t.Name + " " + t.Value).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(12, rows.Count);
        Assert.DoesNotContain(rows, r => r.Contains(key, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(rows, r => codes.Any(c => r.Contains(c.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task EndSession_OfSomebodyElse_DoesNothing()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (_, kims) = await SignedInAsync(access);
        var lee = await access.AddUserAsync("lee");
        var session = Assert.Single(await access.Sessions.ListAsync(kims.UserId, default));

        await access.Get<OwnAccount>().EndSessionAsync(new Actor(lee.Id, "lee", Right.All, "browser"), session, default);

        Assert.True(await access.Sessions.IsAliveAsync(kims, default));
    }

    [Fact]
    public async Task EndOtherSessions_Three_LeavesThisOne()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (actor, here) = await SignedInAsync(access);
        await access.SignInAsync("kim", AccessFixture.Password);
        await access.SignInAsync("kim", AccessFixture.Password);
        Assert.Equal(3, (await access.Sessions.ListAsync(actor.UserId, default)).Count);

        await access.Get<OwnAccount>().EndOtherSessionsAsync(actor, here, default);

        Assert.Equal(here.Id, Assert.Single(await access.Sessions.ListAsync(actor.UserId, default)).Id);
    }

    [Fact]
    public async Task Tokens_CreateListRevoke_AreAudited()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (actor, here) = await SignedInAsync(access);
        var own = access.Get<OwnAccount>();

        var token = (await own.CreateTokenAsync(actor, here, "ci", TimeSpan.FromDays(1), default))!;
        Assert.NotNull(await access.Tokens.FindAsync(token, default));
        await own.RevokeTokenAsync(actor, Assert.Single(await access.Tokens.ListAsync(actor.UserId, default)), default);

        Assert.Null(await access.Tokens.FindAsync(token, default));
        Assert.Empty(await access.Tokens.ListAsync(actor.UserId, default));
        await using var context = await access.Get<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var rows = await context.AuditRows.Where(r => r.Outcome == "ok").OrderBy(r => r.Number).Select(r => r.Action).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["token create --name ci", "token revoke --name ci"], rows);
    }

    [Fact]
    public async Task CreateToken_SignedInLongAgo_WantsThePasswordAgain()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (actor, here) = await SignedInAsync(access);
        var own = access.Get<OwnAccount>();
        access.Time.Advance(OwnAccount.ProofLasts - TimeSpan.FromSeconds(1));
        Assert.NotNull(await own.CreateTokenAsync(actor, here, "in time", TimeSpan.FromDays(1), default));
        access.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await own.CreateTokenAsync(actor, here, "too late", TimeSpan.FromDays(1), default));

        Assert.False((await own.ProveAsync(actor, here, "wrong", default)).IsRight);
        Assert.Null(await own.CreateTokenAsync(actor, here, "unproven", TimeSpan.FromDays(1), default));
        Assert.True((await own.ProveAsync(actor, here, AccessFixture.Password, default)).IsRight);
        Assert.NotNull(await own.CreateTokenAsync(actor, here, "proven", TimeSpan.FromDays(1), default));

        Assert.Equal(["in time", "proven"], (await access.Tokens.ListAsync(actor.UserId, default)).Select(t => t.Name).Order());
        // An API token is no session: it never proves anything.
        Assert.False(await own.IsProvenAsync(new SessionKey(actor.UserId, (await access.Tokens.ListAsync(actor.UserId, default))[0].Id), default));
    }

    private static async Task<(Actor Actor, SessionKey Session)> SignedInAsync(AccessFixture access)
    {
        await access.AddUserAsync();
        var secret = (await access.SignInAsync("kim", AccessFixture.Password)).Secret!;
        var signedIn = (await access.Sessions.FindAsync(secret, default))!;
        return (signedIn.Actor, signedIn.Key);
    }
}
