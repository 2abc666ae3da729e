using System.ComponentModel;
using System.Diagnostics;

namespace Dashboard.Testing;

/// <summary>Runs a command line program to its end.</summary>
public static class Cli
{
    /// <summary>Runs <paramref name="program"/>, killed when the token is cancelled.</summary>
    public static Task<CliResult> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken) =>
        RunAsync(program, arguments, environment, Stream.Null, cancellationToken);

    /// <summary>The same with <paramref name="input"/> for its standard input.</summary>
    public static async Task<CliResult> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment, Stream input, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments, environment);
        var sending = SendAsync(input, process, cancellationToken);
        try
        {
            var stdout = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var stderr = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await sending;
            return new CliResult($"{program} {string.Join(' ', arguments)}", process.ExitCode, await stdout, await stderr);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    // A program may end without having read all of it.
    private static async Task SendAsync(Stream input, Process process, CancellationToken cancellationToken)
    {
        try
        {
            await input.CopyToAsync(process.StandardInput.BaseStream, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has closed its end.
        }
    }

    /// <summary>Starts a program with all three streams redirected.</summary>
    /// <exception cref="InvalidOperationException">The program is not installed.</exception>
    public static Process Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        }
        catch (Win32Exception notFound)
        {
            throw new InvalidOperationException($"{program} is missing ({notFound.Message}); ./test.sh installs what the tests need.", notFound);
        }
    }
}
