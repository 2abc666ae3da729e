using Dashboard.Web.Shell;

namespace Dashboard.Web.Access;

/// <summary>
/// Who signed out here is still signed in at the provider, which would let the next person at this browser in without a question. A cookie
/// remembers to have it ask.
/// </summary>
internal static class ProviderPrompt
{
    private const string Cookie = "dashboard-ask-again";

    /// <summary>The provider is to ask at the next sign-in.</summary>
    public static void Ask(HttpContext http) => http.Response.Cookies.Append(Cookie, "1", Options(http));

    /// <summary>Whether it is to ask.</summary>
    public static bool IsAsked(HttpContext http) => http.Request.Cookies.ContainsKey(Cookie);

    /// <summary>It has asked.</summary>
    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(http));

    private static CookieOptions Options(HttpContext http) => new()
    {
        Path = AppUrls.SignInProvider,
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    };
}
