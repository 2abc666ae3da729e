using System.CommandLine;
using System.Net.Security;
using Dashboard.Web.Shell;

namespace Dashboard.Web.Cli;

/// <summary><c>healthcheck</c>: asks the running program, for the container's HEALTHCHECK, whose image has no curl.</summary>
internal static class HealthcheckCommand
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var command = new Command("healthcheck", "Asks the dashboard that runs here whether it is up.");
        command.SetAction((parsed, cancellationToken) => DashboardCommands.GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            var builder = DashboardHost.CreateBuilder([]);
            var url = ListeningAddress.Of(builder.Configuration) + AppUrls.Healthz;
            try
            {
                using var client = new HttpClient(Handler(), disposeHandler: true) { Timeout = _patience };
                using var response = await client.GetAsync(url, cancellationToken);
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{url}: {(int)response.StatusCode}");
                return response.IsSuccessStatusCode ? 0 : 1;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"{url}: {e.Message}");
                return 1;
            }
        }));
        return command;
    }

    // It asks its own machine under a name that no certificate has; what answers is not trusted with anything.
    private static SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
#pragma warning disable CA5359
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        },
    };
}
