using System.Security.Claims;

namespace Dashboard.Services.Access;

/// <summary>The one place where a signed-in session becomes a principal, and a principal an <see cref="Actor"/> again.</summary>
public static class ActorClaims
{
    private const string SessionType = "dashboard:session";

    /// <summary>A principal for ASP.NET Core, authenticated by <paramref name="scheme"/>.</summary>
    public static ClaimsPrincipal ToPrincipal(this SignedIn signedIn, string scheme)
    {
        ArgumentNullException.ThrowIfNull(signedIn);
        var actor = signedIn.Actor;
        return new ClaimsPrincipal(new ActorIdentity(
            actor,
            [
                new Claim(ClaimTypes.NameIdentifier, actor.UserId),
                new Claim(ClaimTypes.Name, actor.UserName),
                new Claim(SessionType, signedIn.Key.Id),
            ],
            scheme));
    }

    /// <summary>Who acts.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint lacks its authorisation.</exception>
    public static Actor ToActor(this ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return principal.Identities.OfType<ActorIdentity>().FirstOrDefault()?.Who
            ?? throw new InvalidOperationException("Nobody is signed in here.");
    }

    /// <summary>What let them in, or null for a stranger; for <see cref="ISessionRegistry.Register"/>.</summary>
    public static SessionKey? ToSessionKey(this ClaimsPrincipal principal) =>
        principal?.FindFirstValue(SessionType) is { } id && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } user
            ? new SessionKey(user, id)
            : null;
}
