using Microsoft.AspNetCore.Identity;

namespace Dashboard.Services.Access;

/// <summary>Signs in with name and password, then with a code where the account has a second factor, and out again.</summary>
public sealed class SignIn(
    UserManager<DashboardUser> users,
    SessionStore sessions,
    SignInThrottle throttle,
    DummyPassword dummy,
    SealedText seals,
    TwoFactorStore twoFactor,
    SignInEntry entry)
{
    private const string TicketPurpose = "second-step";
    private static readonly TimeSpan _ticketLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Begins a session when name and password are right, or gives a ticket for <see cref="WithCodeAsync"/>.</summary>
    public async Task<SignInOutcome> WithPasswordAsync(
        string name, string password, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(visitor);
        var user = name.Length is 0 or > UserNameRules.Longest ? null : await users.FindByNameAsync(name);
        var familiar = await sessions.IsFamiliarAsync(user?.Id ?? "", visitor.Address, cancellationToken);
        var wait = throttle.Begin(visitor.Address, name, familiar);
        if (wait > TimeSpan.Zero)
        {
            return new SignInOutcome(null, wait);
        }

        // An unknown name costs the same work as a known one, or the time would tell which names exist. So does an account
        // that has no password, since it signs in elsewhere.
        var right = user?.PasswordHash is null ? dummy.Verify(password) : await users.CheckPasswordAsync(user, password);
        if (user is null || !right)
        {
            return await entry.RefuseAsync(user, "wrong name or password", visitor, cancellationToken);
        }

        // A disabled account is answered as a wrong password is: whether it exists is nobody's business.
        if (user.IsDisabled)
        {
            return await entry.RefuseAsync(user, "the account is disabled", visitor, cancellationToken);
        }

        // What was counted is forgotten only after the code: a right password must not buy free guesses at it.
        return user.TwoFactorEnabled
            ? SignInOutcome.Wrong with { Ticket = seals.Seal(TicketPurpose, $"{user.Id} {user.SecurityStamp}", _ticketLifetime) }
            : await entry.LetInAsync(user, "with password", visitor, cancellationToken);
    }

    /// <summary>The second step: begins a session when <paramref name="code"/> is right and was not used before.</summary>
    /// <param name="ticket">What the right password gave.</param>
    /// <param name="code">Of the authenticator app, or a recovery code.</param>
    /// <param name="visitor">Where it comes from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>With the same ticket while it goes on being good for another try.</returns>
    public async Task<SignInOutcome> WithCodeAsync(string ticket, string code, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(visitor);
        if (seals.Open(TicketPurpose, ticket)?.Split(' ') is not [var userId, var stamp]
            || await users.FindByIdAsync(userId) is not { TwoFactorEnabled: true } user
            || user.SecurityStamp != stamp)
        {
            return SignInOutcome.Wrong;
        }

        var familiar = await sessions.IsFamiliarAsync(userId, visitor.Address, cancellationToken);
        var wait = throttle.BeginCode(userId, familiar ? visitor.Address : null);
        if (wait > TimeSpan.Zero)
        {
            return new SignInOutcome(null, wait) { Ticket = ticket };
        }

        if (!await twoFactor.TryUseAsync(userId, code, cancellationToken))
        {
            return await entry.RefuseAsync(user, "right password, wrong or used code", visitor, cancellationToken) with { Ticket = ticket };
        }

        throttle.SucceedCode(userId, familiar ? visitor.Address : null);
        var how = Totp.Normalize(code).Length == Totp.Digits ? "with password and code" : "with password and recovery code";
        return await entry.LetInAsync(user, how, visitor, cancellationToken);
    }

    /// <summary>Ends the session and everything that is open in it.</summary>
    public async Task OutAsync(Actor actor, SessionKey session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await sessions.EndAsync(session, cancellationToken);
        await entry.RecordAsync(actor, "sign-out", "ok", cancellationToken);
    }
}
