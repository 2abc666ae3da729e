using Dashboard.Services;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;

namespace Dashboard.Web.Cli;

/// <summary>Configuration as every subcommand sees it: appsettings.json beside the program, then variables, then arguments.</summary>
internal static class DashboardHost
{
    /// <summary>A builder whose configuration has been found right.</summary>
    /// <exception cref="StartupException">Settings are wrong: all of them at once.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // The content root is the program's own folder, so that it is the same program wherever one starts it from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(DashboardHost).Assembly.GetName().Name,
        });
        if (DashboardOptionsErrors.Find(builder.Configuration) is { Count: > 0 } errors)
            throw new StartupException(errors);
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        if (!ListeningAddress.IsConfigured(builder.Configuration))
            builder.WebHost.UseUrls(ListeningAddress.Default);
        builder.WebHost.ConfigureKestrel(RequestLimits.Set);
        return builder;
    }

    /// <summary>The services alone, for subcommands that serve nobody; says nothing but warnings, and those on stderr.</summary>
    public static ServiceProvider CreateServices()
    {
        var builder = CreateBuilder([]);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddDashboardServices(builder.Configuration);
        return builder.Services.BuildServiceProvider();
    }
}
