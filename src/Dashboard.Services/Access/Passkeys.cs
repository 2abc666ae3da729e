using Dashboard.Services.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Services.Access;

/// <summary>
/// Passkeys, with Identity's own handler. What it has to remember between the two halves of a ceremony travels sealed with
/// the browser; an answer that was accepted once is never accepted again.
/// </summary>
public sealed class Passkeys(
    UserManager<DashboardUser> users,
    IPasskeyHandler<DashboardUser> handler,
    SealedText seals,
    PasskeyAnswers answers,
    SignInThrottle throttle,
    SignInEntry entry,
    IAuditLog audit)
{
    /// <summary>Characters of a passkey's name at most.</summary>
    public const int LongestName = 64;

    private const int Most = 20;
    private const string SignInPurpose = "passkey sign-in";

    /// <summary>What a browser needs to make a passkey for <paramref name="actor"/>.</summary>
    public async Task<PasskeyChallenge> BeginCreationAsync(Actor actor, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var entity = new PasskeyUserEntity { Id = actor.UserId, Name = actor.UserName, DisplayName = actor.UserName };
        var options = await handler.MakeCreationOptionsAsync(entity, http);
        return Challenge(CreationPurpose(actor), options.CreationOptionsJson, options.AttestationState);
    }

    /// <summary>Keeps a passkey that was made; false when it does not fit its challenge.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: nothing was kept.</exception>
    public async Task<bool> CreateAsync(Actor actor, string state, string credential, string name, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(name);
        if (seals.Open(CreationPurpose(actor), state) is not { } sealedState || await users.FindByIdAsync(actor.UserId) is not { } user)
        {
            return false;
        }

        var result = await handler.PerformAttestationAsync(
            new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = sealedState });
        if (!result.Succeeded || result.UserEntity.Id != actor.UserId || (await users.GetPasskeysAsync(user)).Count >= Most)
        {
            return false;
        }

        result.Passkey.Name = Trimmed(name);
        var kept = false;
        await audit.ChangeAsync(actor, $"account passkey add --name {result.Passkey.Name}", async () =>
        {
            kept = (await users.AddOrUpdatePasskeyAsync(user, result.Passkey)).Succeeded;
            return kept ? "ok" : "refused";
        }, http.RequestAborted);
        return kept;
    }

    /// <summary>What a browser needs to sign in with any passkey of this site.</summary>
    public async Task<PasskeyChallenge> BeginSignInAsync(HttpContext http)
    {
        var options = await handler.MakeRequestOptionsAsync(null, http);
        return Challenge(SignInPurpose, options.RequestOptionsJson, options.AssertionState);
    }

    /// <summary>Begins a session when the passkey is one of ours. The device has seen to its owner, so no code is asked for.</summary>
    public async Task<SignInOutcome> SignInAsync(string state, string credential, Visitor visitor, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(http);
        var wait = throttle.Begin(visitor.Address, account: null, familiar: false);
        if (wait > TimeSpan.Zero)
        {
            return new SignInOutcome(null, wait);
        }

        if (seals.Open(SignInPurpose, state) is not { } sealedState)
        {
            return SignInOutcome.Wrong;
        }

        var result = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = sealedState });
        if (!result.Succeeded || !answers.TryUse(state))
        {
            return await entry.RefuseAsync(result.User, "passkey not accepted", visitor, http.RequestAborted);
        }

        await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        return await entry.LetInAsync(result.User, "with passkey", visitor, named: false, http.RequestAborted);
    }

    /// <summary>At most so many characters, none of them a control.</summary>
    internal static string Trimmed(string name)
    {
        var text = string.Concat(name.Where(c => !char.IsControl(c))).Trim();
        return text.Length > LongestName ? text[..LongestName] : text;
    }

    private static string CreationPurpose(Actor actor) => $"passkey creation {actor.UserId}";

    private PasskeyChallenge Challenge(string purpose, string options, string? state) =>
        new(options, seals.Seal(purpose, state ?? "", PasskeyAnswers.Lifetime));
}
