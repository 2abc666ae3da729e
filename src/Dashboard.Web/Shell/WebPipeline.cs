using Dashboard.Web.Access;

namespace Dashboard.Web.Shell;

/// <summary>What every request passes, in order, and where it can arrive.</summary>
internal static class WebPipeline
{
    public static void UseDashboardPipeline(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        app.UseWhen(http => AppUrls.IsForPrograms(http.Request.Path), programs =>
        {
            programs.UseExceptionHandler();
            programs.UseStatusCodePages();
        });
        app.UseWhen(http => !AppUrls.IsForPrograms(http.Request.Path), people =>
        {
            people.UseExceptionHandler(AppUrls.Error, createScopeForErrors: true);
            people.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        });
        app.UseMiddleware<OriginCheck>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<SessionAbort>();
        app.UseAntiforgery();
    }

    public static void MapDashboard(this WebApplication app)
    {
        // Shell
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.MapGet(AppUrls.Home, () => Results.LocalRedirect(AppUrls.Containers));
        app.MapLanguageChoice();
        app.MapHealthEndpoints();

        // Access
        app.MapSessionEndpoints();
    }
}
