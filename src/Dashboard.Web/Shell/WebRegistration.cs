using Dashboard.Web.Access;
using MudBlazor;
using MudBlazor.Services;

namespace Dashboard.Web.Shell;

/// <summary>Everything that Web needs, a section a row.</summary>
internal static class WebRegistration
{
    public static void AddDashboardWeb(this IServiceCollection services)
    {
        // Shell
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddHttpContextAccessor();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.VisibleStateDuration = 6000;
            mud.SnackbarConfiguration.HideTransitionDuration = 150;
            mud.SnackbarConfiguration.ShowTransitionDuration = 150;
        });
        services.AddProblemDetails();

        // Access
        services.AddDashboardAccess();
    }
}
