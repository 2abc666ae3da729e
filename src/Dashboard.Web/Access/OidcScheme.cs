using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Web.Access;

/// <summary>OpenID Connect by the framework's handler: authorisation code with PKCE. The scheme is there only when it is configured.</summary>
internal static class OidcScheme
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(15);

    // Signed with the provider's private key; a token that anybody who knows a shared secret could have made is none.
    private static readonly string[] _algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddOidc(this IServiceCollection services)
    {
        services.AddOptions<AuthenticationOptions>().Configure<IOptions<DashboardOptions>>((authentication, dashboard) =>
        {
            if (dashboard.Value.Oidc.IsConfigured)
            {
                authentication.AddScheme<OpenIdConnectHandler>(Schemes.Oidc, displayName: null);
            }
        });
        services.AddTransient<OpenIdConnectHandler>();
        services.AddScoped<OidcEvents>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        services.AddOptions<OpenIdConnectOptions>(Schemes.Oidc).Configure<IOptions<DashboardOptions>, TimeProvider>(
            (oidc, dashboard, time) => Configure(oidc, dashboard.Value.Oidc, time));
    }

    private static void Configure(OpenIdConnectOptions oidc, OidcOptions settings, TimeProvider time)
    {
        oidc.TimeProvider = time;
        oidc.EventsType = typeof(OidcEvents);
        oidc.SignInScheme = Schemes.Cookie;
        oidc.Authority = settings.Authority;
        // The options' check has let plain HTTP through for this machine only.
        oidc.RequireHttpsMetadata = settings.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        oidc.ClientId = settings.ClientId;
        oidc.ClientSecret = settings.ClientSecretFile is { Length: > 0 } file ? File.ReadLines(file).FirstOrDefault() : settings.ClientSecret;
        oidc.CallbackPath = AppUrls.SignInProviderCallback;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        oidc.UsePkce = true;
        // A POST from the provider would need cookies that other sites' forms get sent too.
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.Scope.Clear();
        foreach (var scope in settings.Scopes.DefaultIfEmpty("profile").Prepend("openid").Distinct(StringComparer.Ordinal))
        {
            oidc.Scope.Add(scope);
        }

        oidc.MapInboundClaims = false;
        oidc.SaveTokens = false;
        oidc.DisableTelemetry = true;
        oidc.GetClaimsFromUserInfoEndpoint = true;
        oidc.ClaimActions.MapUniqueJsonKey(OidcEvents.PreferredName, OidcEvents.PreferredName);
        oidc.ClaimActions.MapJsonKey(settings.GroupsClaim, settings.GroupsClaim);
        oidc.BackchannelTimeout = TimeSpan.FromSeconds(10);
        oidc.RemoteAuthenticationTimeout = _patience;
        oidc.ProtocolValidator.NonceLifetime = _patience;
        oidc.TokenValidationParameters.ValidAlgorithms = _algorithms;
        oidc.TokenValidationParameters.IssuerValidator = (issuer, _, _) => ValidateIssuer(issuer, settings.Authority);
        foreach (var cookie in (CookieBuilder[])[oidc.CorrelationCookie, oidc.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
    }

    // What the operator wrote, not what the provider's document says of itself: OpenID Connect Discovery 1.0 §4.3 wants the two to be equal.
    private static string ValidateIssuer(string issuer, string authority) =>
        string.Equals(issuer.TrimEnd('/'), authority.TrimEnd('/'), StringComparison.Ordinal)
            ? issuer
            : throw new SecurityTokenInvalidIssuerException($"The token is from {issuer}, not from {authority}.") { InvalidIssuer = issuer };
}
