using System.Globalization;
using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Dashboard.Web.Access;

/// <summary>
/// The cookie holds a session's secret and nothing else. Who that is, and what they may do, is asked of the session
/// store on every request.
/// </summary>
internal sealed class SessionCookie(SessionStore sessions) : CookieAuthenticationEvents
{
    private const string SecretType = "dashboard:secret";

    /// <summary>Puts the cookie of a session that has just begun into the response.</summary>
    public static Task SetAsync(HttpContext http, string secret) =>
        http.SignInAsync(Schemes.Cookie, new ClaimsPrincipal(new ClaimsIdentity([new Claim(SecretType, secret)], Schemes.Cookie)));

    /// <inheritdoc />
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var secret = context.Principal?.FindFirstValue(SecretType);
        if (secret is not null && await sessions.FindAsync(secret, context.HttpContext.RequestAborted) is { } signedIn)
            context.ReplacePrincipal(signedIn.ToPrincipal(Schemes.Cookie));
        else
            context.RejectPrincipal();
    }

    /// <inheritdoc />
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (AppUrls.IsForPrograms(request.Path) || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return base.RedirectToLogin(context);
    }

    /// <inheritdoc />
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Names the cookie <c>__Host-…</c> over HTTPS, where browsers then refuse it from other hosts; over HTTP by port, since
    /// browsers share cookies between the ports of a host.
    /// </summary>
    public sealed class Manager : ICookieManager
    {
        private readonly ChunkingCookieManager _inner = new();

        public string? GetRequestCookie(HttpContext context, string key) => _inner.GetRequestCookie(context, Name(context, key));

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            _inner.AppendResponseCookie(context, Name(context, key), value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
            _inner.DeleteCookie(context, Name(context, key), options);

        private static string Name(HttpContext context, string key) => context.Request.IsHttps
            ? $"__Host-{key}"
            : string.Create(CultureInfo.InvariantCulture, $"{key}-{context.Request.Host.Port ?? 80}");
    }
}
