using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using Dashboard.Services;
using Microsoft.AspNetCore.Connections;

namespace Dashboard.Web.Cli;

/// <summary>The program's own command line. Exit codes: 0 done, 1 not done and why on stderr.</summary>
internal static class DashboardCommands
{
    /// <summary>Runs what <paramref name="args"/> ask for; without a subcommand that is <paramref name="serve"/>.</summary>
    public static Task<int> RunAsync(string[] args, Func<string[], CancellationToken, Task> serve, TextWriter output, TextWriter error)
    {
        var root = Create(serve, args);
        // The web host listens for SIGTERM itself, and takes as long as its connections need.
        var how = new InvocationConfiguration
        {
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
            Output = output,
            Error = error,
        };
        return root.Parse(args).InvokeAsync(how);
    }

    /// <summary>Does the work and turns what the operator can mend into lines on stderr.</summary>
    public static async Task<int> GuardAsync(TextWriter error, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (StartupException e)
        {
            foreach (var line in e.Lines)
                await error.WriteLineAsync(line);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException or SocketException)
        {
            await error.WriteLineAsync(e.Message);
        }
        catch (DbException e)
        {
            await error.WriteLineAsync($"The database does not answer: {e.Message}");
        }

        return 1;
    }

    private static RootCommand Create(Func<string[], CancellationToken, Task> serve, string[] args)
    {
        var root = new RootCommand("A dashboard for Docker. Options of the web server, such as --urls http://127.0.0.1:8080, follow the command.")
        {
            ServeCommand("serve", serve, args),
            AdminCommand.Create(),
            TokenCommand.Create(),
            AuditCommand.Create(),
            HealthcheckCommand.Create(),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        Serve(root, serve, args);
        return root;
    }

    private static Command ServeCommand(string name, Func<string[], CancellationToken, Task> serve, string[] args)
    {
        var command = new Command(name, "Runs the dashboard (this is the default).") { TreatUnmatchedTokensAsErrors = false };
        Serve(command, serve, [.. args.SkipWhile(a => a == name)]);
        return command;
    }

    private static void Serve(Command command, Func<string[], CancellationToken, Task> serve, string[] args) =>
        command.SetAction((parsed, cancellationToken) => GuardAsync(parsed.InvocationConfiguration.Error, async () =>
        {
            if (parsed.UnmatchedTokens is [{ } first, ..] && !first.StartsWith('-') && !first.StartsWith('/'))
                throw new StartupException($"There is no command \"{first}\"; --help lists them.");
            await serve(args, cancellationToken);
            return 0;
        }));
}
