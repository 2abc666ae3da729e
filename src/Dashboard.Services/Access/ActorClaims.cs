using System.Globalization;
using System.Security.Claims;

namespace Dashboard.Services.Access;

/// <summary>The one place where a signed-in session becomes a principal, and a principal an <see cref="Actor"/> again.</summary>
public static class ActorClaims
{
    private const string SessionType = "dashboard:session";
    private const string RightsType = "dashboard:rights";
    private const string OriginType = "dashboard:origin";

    /// <summary>A principal for ASP.NET Core, authenticated by <paramref name="scheme"/>.</summary>
    public static ClaimsPrincipal ToPrincipal(this SignedIn signedIn, string scheme)
    {
        ArgumentNullException.ThrowIfNull(signedIn);
        var actor = signedIn.Actor;
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, actor.UserId),
                new Claim(ClaimTypes.Name, actor.UserName),
                new Claim(SessionType, signedIn.Key.Id),
                new Claim(RightsType, ((int)actor.Rights).ToString(CultureInfo.InvariantCulture)),
                new Claim(OriginType, actor.Origin),
            ],
            scheme));
    }

    /// <summary>Who acts.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint lacks its authorisation.</exception>
    public static Actor ToActor(this ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return new Actor(
            Required(principal, ClaimTypes.NameIdentifier),
            Required(principal, ClaimTypes.Name),
            (Right)int.Parse(Required(principal, RightsType), CultureInfo.InvariantCulture),
            Required(principal, OriginType));
    }

    /// <summary>What let them in, or null for a stranger; for <see cref="ISessionRegistry.Register"/>.</summary>
    public static SessionKey? ToSessionKey(this ClaimsPrincipal principal) =>
        principal?.FindFirstValue(SessionType) is { } id && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } user
            ? new SessionKey(user, id)
            : null;

    private static string Required(ClaimsPrincipal principal, string type) =>
        principal.FindFirstValue(type) ?? throw new InvalidOperationException($"Nobody is signed in here: no claim {type}.");
}
