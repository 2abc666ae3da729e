namespace Dashboard.Services.Commands;

/// <summary>A typed docker line that is wrong; the message names the culprit as the docker CLI would.</summary>
/// <param name="message">The docker CLI's wording.</param>
/// <param name="exitCode">The docker CLI's exit code: 125 for a wrong flag, 1 for missing or surplus arguments.</param>
public sealed class CommandLineException(string message, int exitCode = 125) : Exception(message)
{
    /// <summary>What the docker CLI exits with for this mistake.</summary>
    public int ExitCode { get; } = exitCode;
}
