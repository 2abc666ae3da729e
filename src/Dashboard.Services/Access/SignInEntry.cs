using Dashboard.Services.Audit;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Access;

/// <summary>The last step of every way to sign in: begins the session or refuses, and writes it down.</summary>
public sealed partial class SignInEntry(SessionStore sessions, SignInThrottle throttle, IAuditLog audit, ILogger<SignInEntry> logger)
{
    /// <summary>Lets <paramref name="user"/> in, who was named when the attempt began; <paramref name="how"/> is for the audit log.</summary>
    /// <exception cref="Storage.DatabaseUnavailableException">The session can't be written.</exception>
    public Task<SignInOutcome> LetInAsync(DashboardUser user, string how, Visitor visitor, CancellationToken cancellationToken) =>
        LetInAsync(user, how, visitor, named: true, cancellationToken);

    /// <summary>The same; <paramref name="named"/> tells whether they were named when the attempt began.</summary>
    /// <exception cref="Storage.DatabaseUnavailableException">The session can't be written.</exception>
    public async Task<SignInOutcome> LetInAsync(DashboardUser user, string how, Visitor visitor, bool named, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.IsDisabled)
        {
            return await RefuseAsync(user, "the account is disabled", visitor, cancellationToken);
        }

        throttle.Succeed(visitor.Address, user.UserName, named);
        var secret = await sessions.BeginAsync(user.Id, visitor.Address, visitor.UserAgent, cancellationToken);
        await RecordAsync(SignInActor(user), "sign-in", $"ok, {how}, from {visitor.Address}", cancellationToken);
        return new SignInOutcome(secret, TimeSpan.Zero);
    }

    /// <summary>Refuses; null stands for somebody of whom no account is known.</summary>
    public async Task<SignInOutcome> RefuseAsync(DashboardUser? user, string why, Visitor visitor, CancellationToken cancellationToken)
    {
        await RecordAsync(SignInActor(user), "sign-in", $"refused: {why}, from {visitor.Address}", cancellationToken);
        return SignInOutcome.Wrong;
    }

    /// <summary>Writes down what has happened.</summary>
    public async Task RecordAsync(Actor actor, string action, string outcome, CancellationToken cancellationToken)
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

    // What was typed for a name that does not exist may well be a password: it is not written down.
    private static Actor SignInActor(DashboardUser? user) =>
        new(user?.Id ?? "", user?.UserName ?? "(unknown name)", Right.None, "browser");

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Action} could not be written to the audit log.")]
    private partial void LogNotAudited(Exception e, string action);
}
