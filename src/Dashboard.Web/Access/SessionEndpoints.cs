using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Authentication;

namespace Dashboard.Web.Access;

/// <summary>Signing out, and asking whether one is signed in.</summary>
internal static class SessionEndpoints
{
    public static void MapSessionEndpoints(this IEndpointRouteBuilder app)
    {
        // Needs no antiforgery token: the Origin check covers every POST, and the cookie is SameSite=Strict.
        app.MapPost(AppUrls.SignOut, async (ClaimsPrincipal user, HttpContext http, SignIn signIn) =>
        {
            // Not cancelled with the request: who closes the window after the click has signed out all the same.
            // Somebody whose session has ended meanwhile is out already.
            SessionAbort.LetFinish(http);
            if (user.ToSessionKey() is { } session)
                await signIn.OutAsync(user.ToActor(), session, CancellationToken.None);
            await http.SignOutAsync(Schemes.Cookie);
            ProviderPrompt.Ask(http);
            return Results.LocalRedirect(AppUrls.SignIn);
        }).AllowAnonymous();
        app.MapGet(AppUrls.Session, () => Results.NoContent()).RequireAuthorization();
    }
}
