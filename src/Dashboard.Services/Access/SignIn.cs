using Dashboard.Services.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Access;

/// <summary>Signs in with name and password, and out again.</summary>
public sealed partial class SignIn(
    UserManager<DashboardUser> users,
    SessionStore sessions,
    SignInThrottle throttle,
    DummyPassword dummy,
    IAuditLog audit,
    ILogger<SignIn> logger)
{
    /// <summary>Begins a session when name and password are right.</summary>
    public async Task<SignInOutcome> WithPasswordAsync(
        string name, string password, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var user = name.Length is 0 or > UserNameRules.Longest ? null : await users.FindByNameAsync(name);
        var familiar = await sessions.IsFamiliarAsync(user?.Id ?? "", visitor.Address, cancellationToken);
        var wait = throttle.Begin(visitor.Address, name, familiar);
        if (wait > TimeSpan.Zero)
            return new SignInOutcome(null, wait);

        // An unknown name costs the same work as a known one, or the time would tell which names exist.
        var right = user is null ? dummy.Verify(password) : await users.CheckPasswordAsync(user, password);
        // A disabled account is answered as a wrong password is: whether it exists is nobody's business.
        if (user is null || user.IsDisabled || !right)
        {
            // What was typed for a name that does not exist may well be a password: it is not written down.
            var reason = user is { IsDisabled: true } ? "the account is disabled" : "wrong name or password";
            await RecordAsync(user?.Id ?? "", user?.UserName ?? "(unknown name)", $"refused: {reason}, from {visitor.Address}", cancellationToken);
            return SignInOutcome.Wrong;
        }

        throttle.Succeed(visitor.Address, name);
        var secret = await sessions.BeginAsync(user.Id, visitor.Address, visitor.UserAgent, cancellationToken);
        await RecordAsync(user.Id, user.UserName!, $"ok, from {visitor.Address}", cancellationToken);
        return new SignInOutcome(secret, TimeSpan.Zero);
    }

    /// <summary>Ends the session and everything that is open in it.</summary>
    public async Task OutAsync(Actor actor, SessionKey session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await sessions.EndAsync(session, cancellationToken);
        await RecordAsync(actor, "sign-out", "ok", cancellationToken);
    }

    private Task RecordAsync(string userId, string userName, string outcome, CancellationToken cancellationToken) =>
        RecordAsync(new Actor(userId, userName, Right.None, "browser"), "sign-in", outcome, cancellationToken);

    private async Task RecordAsync(Actor actor, string action, string outcome, CancellationToken cancellationToken)
    {
        try
        {
            await audit.RecordAsync(actor, "", action, outcome, cancellationToken);
        }
        catch (AuditUnavailableException e)
        {
            // Views go on when the audit can't be written, and one has to sign in for those; changes are refused later.
            LogNotAudited(e, action);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Action} could not be written to the audit log.")]
    private partial void LogNotAudited(Exception e, string action);
}
