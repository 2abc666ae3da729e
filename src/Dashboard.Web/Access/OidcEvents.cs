using System.Globalization;
using System.Security.Claims;
using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Access;

/// <summary>
/// What happens here on the way through the provider. A session begins only in <see cref="SignInEntry"/>, as after every other way to sign in;
/// whatever goes wrong ends on a page that says what to do.
/// </summary>
internal sealed partial class OidcEvents(OidcSignIn signIn, IOptions<DashboardOptions> options, ILogger<OidcEvents> logger) : OpenIdConnectEvents
{
    /// <summary>The claim of what somebody likes to be called.</summary>
    public const string PreferredName = "preferred_username";

    private const string Issuer = "dashboard:issuer";
    private const string Subject = "dashboard:subject";
    private const int LongestSubject = 255;

    /// <inheritdoc />
    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        context.ProtocolMessage.UiLocales = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        if (ProviderPrompt.IsAsked(context.HttpContext))
        {
            context.ProtocolMessage.Prompt = "login";
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task TokenValidated(TokenValidatedContext context)
    {
        // From the token itself: among the claims of the end, "iss" is dropped and others may come from elsewhere.
        context.Properties!.Items[Issuer] = context.SecurityToken.Issuer;
        context.Properties.Items[Subject] = context.SecurityToken.Subject;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        var items = context.Properties!.Items;
        // What the handler would do next is to put the provider's principal into our cookie.
        context.HandleResponse();
        if (items.TryGetValue(Issuer, out var issuer) && items.TryGetValue(Subject, out var subject) && issuer is not null && subject is { Length: > 0 and <= LongestSubject })
        {
            var principal = context.Principal!;
            var groups = principal.FindAll(options.Value.Oidc.GroupsClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
            var identity = new OidcIdentity(issuer, subject, principal.FindFirstValue(PreferredName), groups);
            var outcome = await signIn.WithIdentityAsync(identity, http.Visitor(), http.RequestAborted);
            if (outcome.Secret is not { } secret)
            {
                http.Response.Redirect(AppUrls.SignInFailed(OidcFailure.Of(outcome)));
                return;
            }

            ProviderPrompt.Forget(http);
            await SessionCookie.SetAsync(http, secret);
            http.Response.Redirect(AppUrls.SignInDoneTo(LocalUrl.OrHome(context.ReturnUri)));
            return;
        }

        await FailAsync(http, OidcFailure.Untrusted, "the token names no subject");
    }

    /// <inheritdoc />
    public override async Task AccessDenied(AccessDeniedContext context)
    {
        context.HandleResponse();
        await FailAsync(context.HttpContext, OidcFailure.Denied, "access denied");
    }

    /// <inheritdoc />
    public override async Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        LogFailed(context.Failure);
        await FailAsync(context.HttpContext, OidcFailure.Of(context.Failure), context.Failure?.GetType().Name ?? "unknown");
    }

    private async Task FailAsync(HttpContext http, string reason, string why)
    {
        await signIn.FailAsync($"{reason}: {why}", http.Visitor(), http.RequestAborted);
        http.Response.Redirect(AppUrls.SignInFailed(reason));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in through the provider failed.")]
    private partial void LogFailed(Exception? e);
}
