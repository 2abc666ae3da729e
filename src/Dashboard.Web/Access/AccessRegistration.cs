using System.Security.Cryptography;
using System.Text;
using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Access;

/// <summary>Who gets in: cookie or token; whatever does not say otherwise is closed to strangers.</summary>
internal static class AccessRegistration
{
    public static void AddDashboardAccess(this IServiceCollection services)
    {
        services.AddAuthentication(Schemes.Any)
            .AddPolicyScheme(Schemes.Any, null, any =>
                any.ForwardDefaultSelector = http => Schemes.HasBearer(http.Request) ? Schemes.Bearer : Schemes.Cookie)
            .AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(Schemes.Bearer, null)
            .AddCookie(Schemes.Cookie);
        services.AddScoped<SessionCookie>();
        services.AddOidc();
        services.Configure<IdentityPasskeyOptions>(passkeys => passkeys.ValidateOrigin = context => ValueTask.FromResult(
            !context.CrossOrigin && OriginCheck.IsOwn(context.HttpContext.Request, context.Origin)));
        services.AddOptions<CookieAuthenticationOptions>(Schemes.Cookie).Configure<SessionStore>(ConfigureCookie);
        services.AddAuthorizationBuilder().AddDashboardPolicies()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddScoped<CircuitHandler, SessionCircuit>();
        services.AddHostedService<SetupAnnouncement>();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<DataDirectory>(ConfigureAntiforgery);
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<DashboardOptions>>(ConfigureProxy);
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie, SessionStore sessions)
    {
        cookie.EventsType = typeof(SessionCookie);
        cookie.CookieManager = new SessionCookie.Manager();
        cookie.Cookie.Name = "dashboard";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.Path = "/";
        cookie.ExpireTimeSpan = sessions.Maximum;
        // The session store counts idle time; a renewed cookie would be made from a principal that no longer has the secret.
        cookie.SlidingExpiration = false;
        cookie.LoginPath = AppUrls.SignIn;
        cookie.ReturnUrlParameter = "returnUrl";
    }

    // Two dashboards on one host share their cookies: a name of its own each, or signing in to one breaks forms of the other.
    private static void ConfigureAntiforgery(AntiforgeryOptions antiforgery, DataDirectory directory)
    {
        antiforgery.Cookie.Name = $"dashboard-form-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory.Path)).AsSpan(0, 4))}";
        antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    // After everybody else: an empty list would mean that all of the world is believed.
    private static void ConfigureProxy(ForwardedHeadersOptions forwarded, IOptions<DashboardOptions> options)
    {
        var networks = options.Value.Proxy.KnownNetworks;
        forwarded.ForwardedHeaders = networks.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.ForwardLimit = null;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in networks)
            forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        // Some proxies pass on an X-Forwarded-Host that a client made up.
        if (PublicUrl.TryParse(options.Value.PublicUrl) is { } url)
        {
            forwarded.AllowedHosts = [url.Host];
        }

    }
}
