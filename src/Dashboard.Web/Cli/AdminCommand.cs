using System.CommandLine;
using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Storage;

namespace Dashboard.Web.Cli;

/// <summary>
/// <c>admin create</c>, <c>admin reset-password</c>, <c>admin list</c>: what whoever has the server can do about accounts,
/// without being signed in.
/// </summary>
internal static class AdminCommand
{
    public static Command Create()
    {
        return new Command("admin", "Administrators.") { CreateCreate(), CreateResetPassword(), CreateList() };
    }

    private static Option<string> NameOption() => new("--name") { Description = "Name to sign in with.", Required = true };

    private static Option<string> PasswordFileOption() =>
        new("--password-file") { Description = "File whose first line is the password; - reads it from standard input.", Required = true };

    private static Command CreateCreate()
    {
        var name = NameOption();
        var file = PasswordFileOption();
        var create = new Command("create", "Makes an administrator.") { name, file };
        create.SetAction((parsed, cancellationToken) => DashboardCommands.GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            var password = await ReadPasswordAsync(parsed.GetRequiredValue(file), cancellationToken);
            await CreateAsync(parsed.GetRequiredValue(name), password, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Administrator {parsed.GetRequiredValue(name)} was made.");
            return 0;
        }));
        return create;
    }

    private static Command CreateResetPassword()
    {
        var name = NameOption();
        var file = PasswordFileOption();
        var removeTwoFactor = new Option<bool>("--remove-two-factor") { Description = "Also removes the second factor, when the authenticator is lost." };
        var reset = new Command("reset-password", "Sets the password of an account and ends its sessions.") { name, file, removeTwoFactor };
        reset.SetAction((parsed, cancellationToken) => DashboardCommands.GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            var password = await ReadPasswordAsync(parsed.GetRequiredValue(file), cancellationToken);
            await ResetPasswordAsync(parsed.GetRequiredValue(name), password, parsed.GetValue(removeTwoFactor), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"The password of {parsed.GetRequiredValue(name)} was changed; their sessions were ended.");
            return 0;
        }));
        return reset;
    }

    private static Command CreateList()
    {
        var list = new Command("list", "Lists the administrators.");
        list.SetAction((parsed, cancellationToken) => DashboardCommands.GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            await using var services = DashboardHost.CreateServices();
            await services.GetRequiredService<Database>().PrepareAsync(cancellationToken);
            await using var scope = services.CreateAsyncScope();
            foreach (var admin in await scope.ServiceProvider.GetRequiredService<Accounts>().ListAdminsAsync(cancellationToken))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(admin.TwoFactorEnabled ? $"{admin.UserName}  (two-factor)" : admin.UserName);
            }

            return 0;
        }));
        return list;
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

    private static async Task ResetPasswordAsync(string name, string password, bool removeTwoFactor, CancellationToken cancellationToken)
    {
        await using var services = DashboardHost.CreateServices();
        await services.GetRequiredService<Database>().PrepareAsync(cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var audit = services.GetRequiredService<IAuditLog>();
        var option = removeTwoFactor ? " --remove-two-factor" : "";
        var intent = await CliAudit.BeginAsync(audit, $"admin reset-password --name {name}{option}", cancellationToken);
        var errors = await scope.ServiceProvider.GetRequiredService<Accounts>().ResetPasswordAsync(name, password, removeTwoFactor, CancellationToken.None);
        await audit.CompleteAsync(intent, errors.Count == 0 ? "ok" : $"refused: {string.Join(' ', errors)}", CancellationToken.None);
        if (errors.Count > 0)
        {
            throw new StartupException(errors);
        }
    }
}
