using Dashboard.Services.Access;

namespace Dashboard.Services.Tests.Access;

/// <summary>Sign-in with a second factor.</summary>
public sealed class SecondStepTests
{
    private static readonly Visitor _visitor = new("192.0.2.7", "test");

    [Fact]
    public async Task WithCode_Right_BeginsSession()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (key, _) = await TurnOnAsync(access);

        var first = await access.SignInAsync("kim", AccessFixture.Password);
        var second = await CodeAsync(access, first.Ticket!, Totp.CodeAt(key, access.Time.GetUtcNow()));

        Assert.Null(first.Secret);
        Assert.NotNull((await access.Sessions.FindAsync(second.Secret!, default))!.Actor);
    }

    [Fact]
    public async Task WithPassword_Wrong_GivesNoTicket()
    {
        await using var access = await AccessFixture.CreateAsync();
        await TurnOnAsync(access);

        Assert.Equal(SignInOutcome.Wrong, await access.SignInAsync("kim", "wrong password here"));
    }

    [Fact]
    public async Task WithCode_UsedBefore_IsRefused()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (key, _) = await TurnOnAsync(access);
        var code = Totp.CodeAt(key, access.Time.GetUtcNow());
        var older = Totp.CodeAt(key, access.Time.GetUtcNow().AddSeconds(-30));
        Assert.NotNull((await CodeAsync(access, await TicketAsync(access), code)).Secret);

        Assert.Null((await CodeAsync(access, await TicketAsync(access), code)).Secret);
        // Seen over the shoulder a moment ago and not typed: older than the last that was used.
        Assert.Null((await CodeAsync(access, await TicketAsync(access), older)).Secret);
    }

    [Fact]
    public async Task WithCode_ThatOfTheEnrolment_IsRefused()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (key, _) = await TurnOnAsync(access, advance: false);

        Assert.Null((await CodeAsync(access, await TicketAsync(access), Totp.CodeAt(key, access.Time.GetUtcNow()))).Secret);
    }

    [Fact]
    public async Task WithCode_ManyAtOnce_OneGetsIn()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (key, codes) = await TurnOnAsync(access);
        var ticket = await TicketAsync(access);
        var code = Totp.CodeAt(key, access.Time.GetUtcNow());

        var byCode = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CodeAsync(access, ticket, code)));
        access.Time.Advance(TimeSpan.FromDays(2));
        ticket = await TicketAsync(access);
        var byRecovery = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CodeAsync(access, ticket, codes[0])));

        Assert.Single(byCode, o => o.Secret is not null);
        Assert.Single(byRecovery, o => o.Secret is not null);
    }

    [Fact]
    public async Task WithCode_RecoveryCode_WorksOnceHoweverItIsTyped()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (_, codes) = await TurnOnAsync(access);

        var first = await CodeAsync(access, await TicketAsync(access), $" {codes[3].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)}");
        var again = await CodeAsync(access, await TicketAsync(access), codes[3]);

        Assert.Equal(10, codes.Distinct().Count());
        Assert.NotNull(first.Secret);
        Assert.Null(again.Secret);
        Assert.Equal(9, (await access.Get<TwoFactorStore>().GetAsync((await ActorAsync(access)).UserId, default)).RecoveryCodesLeft);
    }

    [Fact]
    public async Task WithCode_WrongTooOften_WaitsAndARightPasswordBuysNoMore()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (key, _) = await TurnOnAsync(access);
        var wrong = 0;
        SignInOutcome outcome;
        do
        {
            outcome = await CodeAsync(access, await TicketAsync(access), "000000x");
        }
        while (outcome.Wait == TimeSpan.Zero && ++wrong < 20);

        var right = await CodeAsync(access, await TicketAsync(access), Totp.CodeAt(key, access.Time.GetUtcNow()));

        Assert.InRange(wrong, 3, 6);
        Assert.True(right.Wait > TimeSpan.Zero);
        access.Time.Advance(right.Wait + TimeSpan.FromSeconds(30));
        Assert.NotNull((await CodeAsync(access, await TicketAsync(access), Totp.CodeAt(key, access.Time.GetUtcNow()))).Secret);
    }

    [Fact]
    public async Task WithCode_GuessedForAWeek_IsTriedFewTimes()
    {
        await using var access = await AccessFixture.CreateAsync();
        var user = await access.AddUserAsync();
        var throttle = access.Get<SignInThrottle>();
        var end = access.Time.GetUtcNow().AddDays(7);
        var tries = 0;
        while (access.Time.GetUtcNow() < end)
        {
            var wait = throttle.BeginCode(user.Id, null);
            tries += wait == TimeSpan.Zero ? 1 : 0;
            access.Time.Advance(wait == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : wait);
        }

        // 4 guesses an hour, of which each has 3 chances in a million.
        Assert.InRange(tries, 1, 700);
    }

    [Fact]
    public async Task WithCode_TicketTamperedOldOrVoid_IsRefused()
    {
        await using var access = await AccessFixture.CreateAsync();
        var (key, _) = await TurnOnAsync(access);
        var ticket = await TicketAsync(access);
        var actor = await ActorAsync(access);

        for (var place = 0; place < ticket.Length; place += 7)
        {
            var tampered = $"{ticket[..place]}{(ticket[place] == 'A' ? 'B' : 'A')}{ticket[(place + 1)..]}";
            Assert.Equal(SignInOutcome.Wrong, await CodeAsync(access, tampered, Totp.CodeAt(key, access.Time.GetUtcNow())));
        }

        Assert.Equal(SignInOutcome.Wrong, await CodeAsync(access, "", "123456"));
        access.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(SignInOutcome.Wrong, await CodeAsync(access, ticket, Totp.CodeAt(key, access.Time.GetUtcNow())));

        var other = await TicketAsync(access);
        var changed = await access.Get<OwnAccount>().ChangePasswordAsync(
            actor, new SessionKey(actor.UserId, "none"), AccessFixture.Password, "another long enough one", default);
        Assert.True(changed.IsRight);
        Assert.Equal(SignInOutcome.Wrong, await CodeAsync(access, other, Totp.CodeAt(key, access.Time.GetUtcNow())));
    }

    internal static async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync(AccessFixture access, bool advance = true)
    {
        var user = await access.AddUserAsync();
        var key = Totp.CreateKey();
        var actor = new Actor(user.Id, "kim", Right.All, "browser");
        var result = await access.Get<OwnAccount>().TurnOnTwoFactorAsync(actor, key, Totp.CodeAt(key, access.Time.GetUtcNow()), AccessFixture.Password, default);
        if (advance)
        {
            access.Time.Advance(TimeSpan.FromSeconds(60));
        }

        return (key, result.RecoveryCodes);
    }

    private static async Task<Actor> ActorAsync(AccessFixture access) =>
        new((await access.InScopeAsync((Accounts a) => a.FindAsync("kim", default)))!.Id, "kim", Right.All, "browser");

    private static async Task<string> TicketAsync(AccessFixture access)
    {
        while (true)
        {
            var outcome = await access.SignInAsync("kim", AccessFixture.Password, $"198.51.100.{Random.Shared.Next(250)}");
            if (outcome.Ticket is not null)
            {
                return outcome.Ticket;
            }

            access.Get<SignInThrottle>().Succeed("", "kim");
        }
    }

    private static Task<SignInOutcome> CodeAsync(AccessFixture access, string ticket, string code) =>
        access.InScopeAsync((SignIn s) => s.WithCodeAsync(ticket, code, _visitor, default));
}
