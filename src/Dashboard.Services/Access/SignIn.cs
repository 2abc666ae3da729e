using Dashboard.Services.Audit;
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
    SignInEntry entry,
    IAuditLog audit)
{
    /// <summary>The problem that a new password is the old one.</summary>
    public const string PasswordSame = "PasswordSame";

    private const string NewPasswordPurpose = "new-password";
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
            : await LetInAsync(user, "with password", visitor, cancellationToken);
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
        return await LetInAsync(user, how, visitor, cancellationToken);
    }

    /// <summary>The last step where somebody else chose the password: begins a session once it is one of their own.</summary>
    /// <param name="ticket">What the right password, and the code, gave.</param>
    /// <param name="password">The new one.</param>
    /// <param name="visitor">Where it comes from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>With the same ticket, and what is wrong with the password, while it goes on being good for another try.</returns>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was changed.</exception>
    public async Task<SignInOutcome> WithNewPasswordAsync(string ticket, string password, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (seals.Open(NewPasswordPurpose, ticket)?.Split(' ') is not [var userId, var stamp]
            || await users.FindByIdAsync(userId) is not { MustChangePassword: true, IsDisabled: false } user
            || user.SecurityStamp != stamp)
        {
            return SignInOutcome.Wrong;
        }

        var validation = await Accounts.ValidateAsync(users, user, password, cancellationToken);
        List<string> problems = [.. validation.Errors.Select(e => e.Code)];
        if (await users.CheckPasswordAsync(user, password))
        {
            problems.Add(PasswordSame);
        }

        if (problems.Count > 0)
        {
            return SignInOutcome.Wrong with { NewPasswordTicket = ticket, Problems = problems };
        }

        await audit.ChangeAsync(new Actor(user.Id, user.UserName!, Right.None, "browser"), "account change-password", async () =>
        {
            user.MustChangePassword = false;
            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
            return (await users.UpdateSecurityStampAsync(user)).Succeeded ? "ok" : "failed";
        }, cancellationToken);
        return await entry.LetInAsync(user, "with a new password", visitor, cancellationToken);
    }

    private async Task<SignInOutcome> LetInAsync(DashboardUser user, string how, Visitor visitor, CancellationToken cancellationToken) =>
        user.MustChangePassword && !user.IsDisabled
            ? SignInOutcome.Wrong with { NewPasswordTicket = seals.Seal(NewPasswordPurpose, $"{user.Id} {user.SecurityStamp}", _ticketLifetime) }
            : await entry.LetInAsync(user, how, visitor, cancellationToken);

    /// <summary>Ends the session and everything that is open in it.</summary>
    public async Task OutAsync(Actor actor, SessionKey session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await sessions.EndAsync(session, cancellationToken);
        await entry.RecordAsync(actor, "sign-out", "ok", cancellationToken);
    }
}
