using System.CommandLine;
using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Storage;

namespace Dashboard.Web.Cli;

/// <summary><c>admin create --name N --password-file F</c>: an administrator, made by whoever has the server.</summary>
internal static class AdminCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Name to sign in with.", Required = true };
        var file = new Option<string>("--password-file") { Description = "File whose first line is the password; - reads it from standard input.", Required = true };
        var create = new Command("create", "Makes an administrator.") { name, file };
        create.SetAction((parsed, cancellationToken) => DashboardCommands.GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            var password = await ReadPasswordAsync(parsed.GetRequiredValue(file), cancellationToken);
            await CreateAsync(parsed.GetRequiredValue(name), password, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Administrator {parsed.GetRequiredValue(name)} was made.");
            return 0;
        }));
        return new Command("admin", "Administrators.") { create };
    }

    private static async Task<string> ReadPasswordAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = file == "-" ? Console.In : new StreamReader(file);
            return await reader.ReadLineAsync(cancellationToken) ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Password file {file}: can't be read: {e.Message}", e);
        }
    }

    private static async Task CreateAsync(string name, string password, CancellationToken cancellationToken)
    {
        await using var services = DashboardHost.CreateServices();
        await services.GetRequiredService<Database>().PrepareAsync(cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var audit = services.GetRequiredService<IAuditLog>();
        var intent = await CliAudit.BeginAsync(audit, $"admin create --name {name}", cancellationToken);
        var result = await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAdminAsync(name, password, onlyIfFirst: false, cancellationToken);
        var errors = result.Errors.Select(e => e.Description).Distinct().ToList();
        await audit.CompleteAsync(intent, result.Succeeded ? "ok" : $"refused: {string.Join(' ', errors)}", CancellationToken.None);
        if (!result.Succeeded)
            throw new StartupException(errors);
        scope.ServiceProvider.GetRequiredService<SetupToken>().Withdraw();
    }
}
