using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Web.Cli;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Access;

/// <summary>Prints the one-time setup link once the server listens, since only then its address is known. Never logged: logs are kept.</summary>
internal sealed class SetupAnnouncement(SetupToken token, IServer server, IOptions<DashboardOptions> options) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (token.Value is { } value)
        {
            var address = PublicUrl.TryParse(options.Value.PublicUrl)?.ToString() ?? ListeningAddress.Of(server);
            Console.Out.WriteLine($"Set up the dashboard: {address}{AppUrls.Setup}?token={value}");
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
