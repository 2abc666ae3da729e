using System.Security.Claims;
using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Dashboard.Services.Audit;
using Dashboard.Web.Shell;

namespace Dashboard.Web.Access;

/// <summary>
/// Both ceremonies of passkeys, for <c>shell/passkey.js</c>. They need no antiforgery token: the Origin check covers every
/// POST, and the device signs the Origin.
/// </summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeyEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapPost(AppUrls.PasskeyCreation, async (ClaimsPrincipal user, HttpContext http, Passkeys passkeys, OwnAccount account) =>
            await account.IsProvenAsync(user.ToSessionKey()!, http.RequestAborted)
                ? Results.Json(await passkeys.BeginCreationAsync(user.ToActor(), http))
                : Results.StatusCode(StatusCodes.Status403Forbidden)).RequireAuthorization();
        app.MapPost(AppUrls.Passkeys, CreateAsync).RequireAuthorization();
        app.MapPost(AppUrls.SignInPasskeyRequest, async (HttpContext http, Passkeys passkeys) =>
            Results.Json(await passkeys.BeginSignInAsync(http))).AllowAnonymous();
        app.MapPost(AppUrls.SignInPasskey, SignInAsync).AllowAnonymous();
    }

    private static async Task<IResult> CreateAsync(PasskeyRequest request, ClaimsPrincipal user, HttpContext http, Passkeys passkeys)
    {
        // A token is not a person at a browser: it must not be able to make itself a lasting way in.
        if (Schemes.HasBearer(http.Request) || request.Credential.ValueKind != JsonValueKind.Object)
        {
            return Results.BadRequest();
        }

        try
        {
            return await passkeys.CreateAsync(user.ToActor(), request.State ?? "", request.Credential.GetRawText(), request.Name ?? "", http)
                ? Results.NoContent()
                : Results.BadRequest();
        }
        catch (AuditUnavailableException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> SignInAsync(PasskeyRequest request, HttpContext http, Passkeys passkeys)
    {
        if (request.Credential.ValueKind != JsonValueKind.Object)
        {
            return Results.BadRequest();
        }

        SignInOutcome outcome;
        try
        {
            outcome = await passkeys.SignInAsync(request.State ?? "", request.Credential.GetRawText(), http.Visitor(), http);
        }
        catch (DatabaseUnavailableException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (outcome.Secret is not { } secret)
        {
            return Results.StatusCode(outcome.Wait > TimeSpan.Zero ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized);
        }

        await SessionCookie.SetAsync(http, secret);
        return Results.NoContent();
    }
}
