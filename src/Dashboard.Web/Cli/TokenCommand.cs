using System.CommandLine;
using System.Globalization;
using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Storage;

namespace Dashboard.Web.Cli;

/// <summary><c>token create --user N --name T [--expires 90d] [--rights view,logs]</c>: prints an API token, alone, once.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var user = new Option<string>("--user") { Description = "Whose token: it can do what they can.", Required = true };
        var name = new Option<string>("--name") { Description = "What to call it.", Required = true };
        var expires = new Option<string>("--expires") { Description = "How long it works: days or hours, such as 90d or 12h.", DefaultValueFactory = _ => "90d" };
        var rights = new Option<string>("--rights") { Description = $"What it allows at most, with commas between: {RightNames.All}. Without it: all that its owner may do." };
        var create = new Command("create", "Makes an API token and prints it.") { user, name, expires, rights };
        create.SetAction((parsed, cancellationToken) => DashboardCommands.GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            var lifetime = ParseLifetime(parsed.GetRequiredValue(expires));
            var token = await CreateAsync(parsed.GetRequiredValue(user), parsed.GetRequiredValue(name), lifetime, ParseRights(parsed.GetValue(rights)), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(token);
            return 0;
        }));
        return new Command("token", "API tokens.") { create };
    }

    /// <summary>Reads "90d" or "12h".</summary>
    /// <exception cref="StartupException">It is something else, or out of range.</exception>
    internal static TimeSpan ParseLifetime(string text)
    {
        if (text is [.. var digits, 'd' or 'h'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number <= ApiTokenStore.LongestLifetime.TotalDays)
        {
            return text[^1] == 'd' ? TimeSpan.FromDays(number) : TimeSpan.FromHours(number);
        }

        throw new StartupException($"--expires {text}: days or hours are expected, such as 90d or 12h, at most {ApiTokenStore.LongestLifetime.TotalDays}d.");
    }

    /// <summary>Reads "view,logs"; nothing is everything.</summary>
    /// <exception cref="StartupException">There is no such right.</exception>
    internal static Right ParseRights(string? text)
    {
        if (text is null)
        {
            return Right.All;
        }

        return RightNames.TryParse(text, out var rights)
            ? rights
            : throw new StartupException($"--rights {text}: expected are one or more of {RightNames.All}, with commas between.");
    }

    private static async Task<string> CreateAsync(string userName, string name, TimeSpan lifetime, Right rights, CancellationToken cancellationToken)
    {
        if (name.Length is 0 or > 64 || name.Any(char.IsControl))
            throw new StartupException("--name: 1 to 64 characters are expected.");
        await using var services = DashboardHost.CreateServices();
        await services.GetRequiredService<Database>().PrepareAsync(cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<Accounts>().FindAsync(userName, cancellationToken)
            ?? throw new StartupException($"--user {userName}: there is no such user.");
        var audit = services.GetRequiredService<IAuditLog>();
        var intent = await CliAudit.BeginAsync(audit, $"token create --user {user.UserName} --name {name} --rights {RightNames.Of(rights)}", cancellationToken);
        var token = await services.GetRequiredService<ApiTokenStore>().CreateAsync(user.Id, name, lifetime, rights, cancellationToken);
        await audit.CompleteAsync(intent, "ok", CancellationToken.None);
        return token;
    }
}
