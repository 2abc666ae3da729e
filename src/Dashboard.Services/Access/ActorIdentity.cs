using System.Security.Claims;

namespace Dashboard.Services.Access;

/// <summary>Carries the actor itself through ASP.NET Core: claims are text, and rights must be asked for at each check.</summary>
internal sealed class ActorIdentity(Actor actor, IEnumerable<Claim> claims, string scheme) : ClaimsIdentity(claims, scheme)
{
    public Actor Who { get; } = actor;

    /// <inheritdoc />
    public override ClaimsIdentity Clone() => new ActorIdentity(Who, Claims, AuthenticationType!);
}
