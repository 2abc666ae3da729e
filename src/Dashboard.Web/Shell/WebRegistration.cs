using Dashboard.Web.Access;
using Dashboard.Web.Api;
using Dashboard.Web.Consoles;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Listing;
using Dashboard.Web.Https;
using Dashboard.Web.Jobs;
using Dashboard.Web.People;
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
        services.AddSingleton(new LayoutPart(typeof(JobsPanel), LayoutPlace.Bar));

        // Access
        services.AddDashboardAccess();

        // Https
        services.AddDashboardHttps();

        // Containers
        services.AddScoped<ContainerCommands>();
        services.AddScoped<ChoiceMemory>();

        // Consoles
        services.AddScoped<ConsoleSession>();
        services.AddSingleton(new LayoutPart(typeof(ConsolePalette), LayoutPlace.OverPage));

        // People
        services.AddScoped<PeopleFeedback>();

        // Api and hubs: bytes over MessagePack, JSON for scripts that have none
        services.AddDashboardApi();
        services.AddSignalR(hubs => hubs.MaximumReceiveMessageSize = 64 * 1024).AddMessagePackProtocol();
    }
}
