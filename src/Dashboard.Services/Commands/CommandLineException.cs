namespace Dashboard.Services.Commands;

/// <summary>A typed docker line that is wrong; the message names the culprit as the docker CLI would.</summary>
/// <param name="message">The docker CLI's wording.</param>
/// <param name="exitCode">The docker CLI's exit code: 125 for a wrong flag, 1 for missing or surplus arguments.</param>
public sealed class CommandLineException(string message, int exitCode = 125) : Exception(message)
{
    /// <summary>The line asked for help: the message is that, and nothing is wrong.</summary>
    public bool IsHelp { get; init; }

    /// <summary>The word that is not known, where the mistake is one; null for others.</summary>
    public string? Unknown { get; init; }

    /// <summary>What could stand in its place.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>What the docker CLI would have given.</summary>
    public CommandResult ToResult() => IsHelp ? new CommandResult(0, Message, "") : new CommandResult(ExitCode, "", Message + "\n");

    /// <summary>What the docker CLI exits with for this mistake.</summary>
    public int ExitCode { get; } = exitCode;
}
