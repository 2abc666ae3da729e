using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Access;

/// <summary>Where the button for the provider leads. What comes back goes to the handler of <see cref="OidcScheme"/>.</summary>
internal static class ProviderEndpoints
{
    // It travels to the provider and back in a URL.
    private const int LongestReturnUrl = 1024;

    public static void MapProviderEndpoints(this IEndpointRouteBuilder app) => app.MapGet(AppUrls.SignInProvider, BeginAsync).AllowAnonymous();

    // A link, not a form: the content policy keeps a form from being sent on to another site.
    private static async Task<IResult> BeginAsync(
        string? returnUrl, bool? again, HttpContext http, FirstSetup setup, OidcSignIn signIn, IOptions<DashboardOptions> options)
    {
        if (!options.Value.Oidc.IsConfigured)
        {
            return Results.NotFound();
        }

        // The first administrator is a local one, who can still get in when the provider can't be reached.
        if (await setup.IsOpenAsync(http.RequestAborted))
        {
            return Results.LocalRedirect(AppUrls.SignIn);
        }

        var target = returnUrl is { Length: > LongestReturnUrl } ? AppUrls.Home : LocalUrl.OrHome(returnUrl);
        if (http.User.Identity is { IsAuthenticated: true } && again != true)
        {
            return Results.LocalRedirect(target);
        }

        try
        {
            if (again == true)
            {
                ProviderPrompt.Ask(http);
            }

            await http.ChallengeAsync(Schemes.Oidc, new AuthenticationProperties { RedirectUri = target });
            return Results.Empty;
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException && OidcFailure.Of(e) == OidcFailure.Unreachable)
        {
            await signIn.FailAsync($"{OidcFailure.Unreachable}: {e.GetType().Name}", http.Visitor(), http.RequestAborted);
            return Results.LocalRedirect(AppUrls.SignInFailed(OidcFailure.Unreachable));
        }
    }
}
