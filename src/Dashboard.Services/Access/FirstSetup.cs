using Dashboard.Services.Audit;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Access;

/// <summary>The first run: whoever holds the setup token makes the first administrator and is signed in. Once.</summary>
public sealed partial class FirstSetup(
    Accounts accounts,
    SetupToken setupToken,
    SessionStore sessions,
    SignInThrottle throttle,
    IAuditLog audit,
    ILogger<FirstSetup> logger)
{
    /// <summary>Whether the dashboard still waits for its first administrator; one may also come from <c>admin create</c> meanwhile.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken cancellationToken)
    {
        if (setupToken.Value is not null && await accounts.AnyAsync(cancellationToken))
            WithdrawToken();
        return setupToken.Value is not null;
    }

    /// <summary>At start: issues a token when there is no account, else removes what an earlier start left.</summary>
    /// <exception cref="StartupException">The token's file can't be written.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (await accounts.AnyAsync(cancellationToken))
            WithdrawToken();
        else
            setupToken.Issue();
    }

    /// <summary>Makes the administrator and begins their session. Of two at once, one wins.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nobody is made.</exception>
    public async Task<SignInOutcome> CompleteAsync(
        string? token, string name, string password, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        using var turn = await setupToken.EnterAsync(cancellationToken);
        if (!await IsOpenAsync(cancellationToken))
            return SignInOutcome.Wrong with { IsTooLate = true };

        var right = setupToken.Matches(token);
        // The holder of the token is not slowed by others who guess at it from the same address.
        if (!right && throttle.Begin(visitor.Address, account: null, familiar: false) is var wait && wait > TimeSpan.Zero)
            return new SignInOutcome(null, wait);
        if (!right)
        {
            await RecordRefusalAsync(visitor, cancellationToken);
            return SignInOutcome.Wrong;
        }

        var intent = await audit.BeginAsync(new Actor("", name, Right.None, "browser"), "", "setup", cancellationToken);
        var result = await accounts.CreateAdminAsync(name, password, onlyIfFirst: true, cancellationToken);
        var codes = result.Errors.Select(e => e.Code).ToList();
        if (result.Succeeded || codes.Contains(Accounts.NotFirst))
            WithdrawToken();
        // What is done is done: from here on a browser that goes away cuts nothing short.
        var outcome = result.Succeeded ? $"ok, from {visitor.Address}" : $"refused: {string.Join(", ", codes)}";
        await audit.CompleteAsync(intent, outcome, CancellationToken.None);
        if (!result.Succeeded)
            return SignInOutcome.Wrong with { Problems = codes, IsTooLate = codes.Contains(Accounts.NotFirst) };

        throttle.Succeed(visitor.Address, account: null);
        var user = await accounts.FindAsync(name, cancellationToken);
        return new SignInOutcome(
            await sessions.BeginAsync(user!.Id, visitor.Address, visitor.UserAgent, cancellationToken), TimeSpan.Zero);
    }

    private async Task RecordRefusalAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        try
        {
            var stranger = new Actor("", "(stranger)", Right.None, "browser");
            await audit.RecordAsync(stranger, "", "setup", $"refused: wrong token, from {visitor.Address}", cancellationToken);
        }
        catch (AuditUnavailableException e)
        {
            LogNotAudited(e);
        }
    }

    private void WithdrawToken()
    {
        try
        {
            setupToken.Withdraw();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFileLeft(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A refused setup could not be written to the audit log.")]
    private partial void LogNotAudited(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file of the setup token could not be removed; the token is void all the same.")]
    private partial void LogFileLeft(Exception e);
}
