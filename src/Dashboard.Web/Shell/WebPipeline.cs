using Dashboard.Web.Access;
using Dashboard.Web.Api;
using Dashboard.Web.Audit;
using Dashboard.Web.Connection;
using Dashboard.Web.Consoles;
using Dashboard.Web.Containers;
using Dashboard.Web.Logs;
using Dashboard.Web.Terminals;
using Microsoft.AspNetCore.Diagnostics;

namespace Dashboard.Web.Shell;

/// <summary>What every request passes, in order, and where it can arrive.</summary>
internal static class WebPipeline
{
    public static void UseDashboardPipeline(this WebApplication app)
    {
        app.UseMiddleware<HostHeader>();
        app.Use(RequestArrival.NoteAsync);
        app.UseForwardedHeaders();
        app.UseMiddleware<PublicScheme>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        app.UseWhen(http => AppUrls.IsForPrograms(http.Request.Path), programs =>
        {
            programs.UseExceptionHandler();
            programs.UseStatusCodePages();
        });
        app.UseWhen(http => !AppUrls.IsForPrograms(http.Request.Path), people =>
        {
            people.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = AppUrls.Error, CreateScopeForErrors = true, StatusCodeSelector = DatabaseErrorHandler.Status });
            people.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
            people.Use(ShowErrorsAsPages);
        });
        app.UseMiddleware<OriginCheck>();
        app.UseRouting();
        app.UseMiddleware<HostCheck>();
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
        app.MapPasskeyEndpoints();
        app.MapProviderEndpoints();

        // Connection
        app.MapConnectionCheck();

        // Audit
        app.MapAuditExport();

        // Containers, Logs, Terminals
        app.MapHub<StatusHub>(AppUrls.StatusHub);
        app.MapHub<LogHub>(AppUrls.LogHub);
        app.MapHub<MergedLogHub>(AppUrls.MergedLogHub);
        app.MapHub<TerminalHub>(AppUrls.TerminalHub);
        app.MapHub<UsageHub>(AppUrls.UsageHub);
        app.MapHub<ConsoleHub>(AppUrls.ConsoleHub);

        // Api
        app.MapDashboardApi();
    }

    // The page for a refused POST is not itself a POST, or it would be refused for the same reason.
    private static Task ShowErrorsAsPages(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null)
            http.Request.Method = HttpMethods.Get;
        return next(http);
    }
}
