using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Dashboard.Web.Shell;

/// <summary>The languages, and how one is chosen: by cookie, else by what the browser asks for, else English.</summary>
internal static class Languages
{
    public const string Cookie = "dashboard-language";

    /// <summary>Each with its name in itself.</summary>
    public static IReadOnlyList<(string Culture, string Name)> All { get; } = [("en", "English"), ("ko", "한국어")];

    public static void Configure(RequestLocalizationOptions options)
    {
        string[] cultures = [.. All.Select(l => l.Culture)];
        options.SetDefaultCulture("en").AddSupportedCultures(cultures).AddSupportedUICultures(cultures);
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = Cookie },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }

    /// <summary>A link can choose the language, since it changes nothing but what one reads.</summary>
    public static void MapLanguageChoice(this IEndpointRouteBuilder app) =>
        app.MapGet(AppUrls.LanguageChoice, (string? culture, string? returnUrl, HttpContext http, TimeProvider time) =>
        {
            if (All.Any(l => l.Culture == culture))
            {
                http.Response.Cookies.Append(Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture!)), new CookieOptions
                {
                    Path = "/",
                    HttpOnly = true,
                    IsEssential = true,
                    SameSite = SameSiteMode.Strict,
                    Secure = http.Request.IsHttps,
                    Expires = time.GetUtcNow().AddYears(1),
                });
            }

            return Results.LocalRedirect(LocalUrl.OrHome(returnUrl));
        }).AllowAnonymous();

    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
}
