using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Dashboard.Web.Cli;
using Dashboard.Web.Https;
using Dashboard.Web.Shell;

return await DashboardCommands.RunAsync(args, Program.ServeAsync, Console.Out, Console.Error);

/// <summary>The web server: what it is made of, and what happens before it listens.</summary>
public partial class Program
{
    internal static async Task ServeAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = DashboardHost.CreateBuilder(args);
        builder.Services.AddDashboardServices(builder.Configuration);
        builder.Services.AddDashboardWeb();

        await using var app = builder.Build();
        app.PrepareHttps();
        app.UseDashboardPipeline();
        app.MapDashboard();

        await app.Services.GetRequiredService<Database>().PrepareAsync(cancellationToken);
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<FirstSetup>().PrepareAsync(cancellationToken);
        await app.RunAsync();
    }
}
