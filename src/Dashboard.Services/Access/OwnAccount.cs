using Dashboard.Services.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Services.Access;

/// <summary>What people change about their own account. Audited; what weakens it, or makes a way in, asks for the password.</summary>
public sealed class OwnAccount(
    IServiceScopeFactory scopes,
    SessionStore sessions,
    ApiTokenStore tokens,
    TwoFactorStore twoFactor,
    SignInThrottle throttle,
    IAuditLog audit,
    TimeProvider time)
{
    /// <summary>The problem that a code of the authenticator app is not the one that it should show.</summary>
    public const string WrongCode = "WrongCode";

    /// <summary>How long a proof is good for.</summary>
    public static readonly TimeSpan ProofLasts = TimeSpan.FromMinutes(10);

    /// <summary>Whether they have a password here; who signs in elsewhere only has none.</summary>
    public Task<bool> HasPasswordAsync(Actor actor, CancellationToken cancellationToken) =>
        WithUserAsync(actor, (_, user) => Task.FromResult(user.PasswordHash is not null), cancellationToken);

    /// <summary>The providers that vouch for them at sign-in: usually none, else one.</summary>
    public Task<IReadOnlyList<UserLoginInfo>> ListProvidersAsync(Actor actor, CancellationToken cancellationToken) =>
        WithUserAsync<IReadOnlyList<UserLoginInfo>>(actor, async (users, user) => [.. await users.GetLoginsAsync(user)], cancellationToken);

    /// <summary>Changes the password and ends every other session.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was changed.</exception>
    public Task<ProofResult> ChangePasswordAsync(
        Actor actor, SessionKey session, string current, string next, CancellationToken cancellationToken) =>
        ProveAsync(actor, "account change-password", current, async (users, user) =>
        {
            var result = await users.ChangePasswordAsync(user, current, next);
            if (!result.Succeeded)
            {
                return ProofResult.Right with { Problems = [.. result.Errors.Select(e => e.Code).Distinct()] };
            }

            await sessions.EndAllAsync(user.Id, session, CancellationToken.None);
            return ProofResult.Right;
        }, cancellationToken);

    /// <summary>Whether sign-in asks them for a code.</summary>
    public Task<TwoFactorStatus> GetTwoFactorAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return twoFactor.GetAsync(actor.UserId, cancellationToken);
    }

    /// <summary>
    /// Turns the second factor on once <paramref name="code"/> shows that the app has <paramref name="key"/>, and gives the recovery codes. It asks
    /// for the password: who finds a browser left open could else lock its owner out with an app of their own.
    /// </summary>
    /// <returns><see cref="WrongCode"/> among the problems when the password was right and the code was not.</returns>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was changed.</exception>
    public Task<ProofResult> TurnOnTwoFactorAsync(Actor actor, string key, string code, string password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        return ProveAsync(actor, "account two-factor on", password, async (_, user) => Totp.FindStep(key, code, time.GetUtcNow()) is { } step
            ? ProofResult.Right with { RecoveryCodes = await twoFactor.TurnOnAsync(user.Id, key, step, CancellationToken.None) }
            : ProofResult.Right with { Problems = [WrongCode] }, cancellationToken);
    }

    /// <summary>Turns the second factor off.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was changed.</exception>
    public Task<ProofResult> TurnOffTwoFactorAsync(Actor actor, string password, CancellationToken cancellationToken) =>
        ProveAsync(actor, "account two-factor off", password, async (_, user) =>
        {
            await twoFactor.TurnOffAsync(user.Id, CancellationToken.None);
            return ProofResult.Right;
        }, cancellationToken);

    /// <summary>Gives fresh recovery codes; the old ones are void.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was changed.</exception>
    public Task<ProofResult> RenewRecoveryCodesAsync(Actor actor, string password, CancellationToken cancellationToken) =>
        ProveAsync(
            actor,
            "account recovery-codes renew",
            password,
            async (_, user) => ProofResult.Right with { RecoveryCodes = await twoFactor.RenewRecoveryCodesAsync(user.Id, CancellationToken.None) },
            cancellationToken);

    /// <summary>Their passkeys, the oldest first.</summary>
    public Task<IReadOnlyList<UserPasskeyInfo>> ListPasskeysAsync(Actor actor, CancellationToken cancellationToken) =>
        WithUserAsync<IReadOnlyList<UserPasskeyInfo>>(
            actor, async (users, user) => [.. (await users.GetPasskeysAsync(user)).OrderBy(p => p.CreatedAt)], cancellationToken);

    /// <summary>Gives one of their passkeys another name.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was changed.</exception>
    public Task RenamePasskeyAsync(Actor actor, UserPasskeyInfo passkey, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        ArgumentNullException.ThrowIfNull(name);
        var next = Passkeys.Trimmed(name);
        return audit.ChangeAsync(actor, $"account passkey rename {passkey.Name} --name {next}", () => WithUserAsync(actor, async (users, user) =>
        {
            if (await users.GetPasskeyAsync(user, passkey.CredentialId) is not { } current)
            {
                return "refused: it is gone";
            }

            current.Name = next;
            return (await users.AddOrUpdatePasskeyAsync(user, current)).Succeeded ? "ok" : "refused";
        }, CancellationToken.None), cancellationToken);
    }

    /// <summary>Removes one of their passkeys: it no longer lets anybody in.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was changed.</exception>
    public Task RemovePasskeyAsync(Actor actor, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        return audit.ChangeAsync(actor, $"account passkey remove --name {passkey.Name}", () => WithUserAsync(
            actor,
            async (users, user) => (await users.RemovePasskeyAsync(user, passkey.CredentialId)).Succeeded ? "ok" : "refused",
            CancellationToken.None), cancellationToken);
    }

    /// <summary>Ends one of their sessions.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was changed.</exception>
    public Task EndSessionAsync(Actor actor, UserSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(session);
        return audit.ChangeAsync(actor, $"account session end {session.Id[..12]}", async () =>
        {
            await sessions.EndAsync(new SessionKey(actor.UserId, session.Id), CancellationToken.None);
            return "ok";
        }, cancellationToken);
    }

    /// <summary>Ends all of their sessions but the one they are in.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was changed.</exception>
    public Task EndOtherSessionsAsync(Actor actor, SessionKey kept, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return audit.ChangeAsync(
            actor, "account session end --others", async () => $"ok, {await sessions.EndAllAsync(actor.UserId, kept, CancellationToken.None)} ended", cancellationToken);
    }

    /// <summary>
    /// Whether they proved who they are lately: who finds a browser left open can look around in it, but can't make themselves a lasting way in.
    /// </summary>
    public Task<bool> IsProvenAsync(SessionKey session, CancellationToken cancellationToken) => sessions.IsProvenAsync(session, ProofLasts, cancellationToken);

    /// <summary>Proves it with the password.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: it counts for nothing.</exception>
    public Task<ProofResult> ProveAsync(Actor actor, SessionKey session, string password, CancellationToken cancellationToken) =>
        ProveAsync(actor, "account prove", password, async (_, _) =>
        {
            await sessions.SetProvenAsync(session, CancellationToken.None);
            return ProofResult.Right;
        }, cancellationToken);

    /// <summary>Makes a token and gives it, in clear, for the only time; null when they have not proved lately who they are.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was made.</exception>
    public async Task<string?> CreateTokenAsync(Actor actor, SessionKey session, string name, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!await IsProvenAsync(session, cancellationToken))
        {
            await audit.RecordAsync(actor, "", $"token create --name {name}", "refused: the sign-in is too old", cancellationToken);
            return null;
        }

        var token = "";
        await audit.ChangeAsync(actor, $"token create --name {name}", async () =>
        {
            token = await tokens.CreateAsync(actor.UserId, name, lifetime, CancellationToken.None);
            return "ok";
        }, cancellationToken);
        return token;
    }

    /// <summary>Revokes one of their tokens and ends everything that is open with it.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was changed.</exception>
    public Task RevokeTokenAsync(Actor actor, ApiToken token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(token);
        return audit.ChangeAsync(actor, $"token revoke --name {token.Name}", async () =>
        {
            await tokens.RevokeAsync(new SessionKey(actor.UserId, token.Id), CancellationToken.None);
            return "ok";
        }, cancellationToken);
    }

    // Guessing at the password from a browser left open is slowed down as it is at the door.
    private async Task<ProofResult> ProveAsync(
        Actor actor,
        string action,
        string password,
        Func<UserManager<DashboardUser>, DashboardUser, Task<ProofResult>> change,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var wait = throttle.BeginProof(actor.UserId);
        if (wait > TimeSpan.Zero)
        {
            return new ProofResult(false, wait);
        }

        var result = ProofResult.Wrong;
        await audit.ChangeAsync(actor, action, async () =>
        {
            result = await WithUserAsync(
                actor, async (users, user) => await users.CheckPasswordAsync(user, password) ? await change(users, user) : result, CancellationToken.None);
            return result switch
            {
                { IsRight: false } => "refused: wrong password",
                { Problems.Count: > 0 } => $"refused: {string.Join(", ", result.Problems)}",
                _ => "ok",
            };
        }, cancellationToken);
        if (result.IsRight)
        {
            throttle.SucceedProof(actor.UserId);
        }

        return result;
    }

    // A scope of its own each time: that of a circuit lives as long as the page and would show what was there at first.
    private async Task<T> WithUserAsync<T>(
        Actor actor, Func<UserManager<DashboardUser>, DashboardUser, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        cancellationToken.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<DashboardUser>>();
        var user = await users.FindByIdAsync(actor.UserId) ?? throw new InvalidOperationException("This account is gone.");
        return await work(users, user);
    }
}
