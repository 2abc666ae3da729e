using System.CommandLine;
using Dashboard.Services;
using Dashboard.Services.Audit;
using Dashboard.Services.Storage;

namespace Dashboard.Web.Cli;

/// <summary><c>audit verify</c>: says whether the audit log is as it was written; exit code 1 when not.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var verify = new Command("verify", "Checks that no row of the audit log was changed, removed, added or moved.");
        verify.SetAction((parsed, cancellationToken) => DashboardCommands.GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            await using var services = DashboardHost.CreateServices();
            // A check changes nothing: no migration, no directory made.
            if (services.GetRequiredService<DataDirectory>() is { } directory && !File.Exists(directory.DatabaseFile))
                throw new StartupException($"There is no database {directory.DatabaseFile}.");
            var verdict = await services.GetRequiredService<AuditVerifier>().VerifyAsync(cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(verdict.ToString());
            return verdict.FirstBad is null ? 0 : 1;
        }));
        return new Command("audit", "The audit log.") { verify };
    }
}
