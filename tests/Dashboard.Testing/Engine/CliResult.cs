namespace Dashboard.Testing;

/// <summary>What a command line program left when it ended.</summary>
/// <param name="Command">The command, for messages.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Stdout">All of its standard output.</param>
/// <param name="Stderr">All of its standard error.</param>
public sealed record CliResult(string Command, int ExitCode, string Stdout, string Stderr)
{
    /// <summary>The standard output without surrounding white space: an id, a name, a count.</summary>
    public string Text => Stdout.Trim();

    /// <summary>The result itself when the program succeeded.</summary>
    /// <exception cref="InvalidOperationException">The program failed; the message carries what it said.</exception>
    public CliResult EnsureSuccess() => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"`{Command}` ended with {ExitCode}: {Stderr.Trim()} {Stdout.Trim()}".TrimEnd());
}
