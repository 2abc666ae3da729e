using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers.Creation;

/// <summary>How the docker CLI ends when <c>create</c> or <c>run</c> go wrong.</summary>
internal static class CreationErrors
{
    private const int Failed = 125;
    private const int CannotInvoke = 126;
    private const int NotFound = 127;

    private static readonly string[] _notFound = ["executable file not found", "no such file or directory", "system cannot find the file specified"];
    private static readonly string[] _cannotInvoke = ["permission denied", "is a directory"];

    /// <summary>Options that contradict each other, or one that is wrong.</summary>
    public static CommandResult Of(CommandLineException exception, string verb) => new(
        exception.ExitCode, "", exception.ExitCode == Failed ? WithHint($"docker: {exception.Message}", verb) : exception.Message + "\n")
    {
        Error = new EngineError(EngineErrorKind.Invalid, exception.Message),
    };

    /// <summary><c>docker run</c> failed; 126 and 127 where its program could not be run or found.</summary>
    public static CommandResult OfRun(EngineError error, string stdout, string progress) => new(
        Array.Exists(_notFound, error.Message.Contains) ? NotFound : Array.Exists(_cannotInvoke, error.Message.Contains) ? CannotInvoke : Failed,
        stdout,
        progress + WithHint($"docker: {error.ToCliText()}", "run"))
    {
        Error = error,
    };

    private static string WithHint(string text, string verb) => $"{text}\n\nRun 'docker {verb} --help' for more information\n";
}
