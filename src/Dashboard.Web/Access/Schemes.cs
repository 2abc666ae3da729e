using Microsoft.AspNetCore.Authentication;

namespace Dashboard.Web.Access;

/// <summary>The ways to be signed in.</summary>
internal static class Schemes
{
    /// <summary>The default: looks at the request and picks one of the two others.</summary>
    public const string Any = "Dashboard";

    /// <summary>A browser's session.</summary>
    public const string Cookie = "Cookie";

    /// <summary>A script's API token.</summary>
    public const string Bearer = "Bearer";

    /// <summary>The sign-in provider, on the way in only; there when one is configured.</summary>
    public const string Oidc = "Oidc";

    /// <summary>
    /// Whether the request carries a bearer token that lets somebody in. Only that exempts it from what keeps browsers of strangers out: a header
    /// that says nothing proves nothing.
    /// </summary>
    public static async Task<bool> HasGoodBearerAsync(HttpContext context) =>
        HasBearer(context.Request) && (await context.AuthenticateAsync(Bearer)).Succeeded;

    /// <summary>Whether the request carries a bearer token, in the header and nowhere else.</summary>
    public static bool HasBearer(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
}
