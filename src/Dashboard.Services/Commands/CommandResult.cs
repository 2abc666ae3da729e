namespace Dashboard.Services.Commands;

/// <summary>What came of one of a command's targets.</summary>
/// <param name="Target">As the user named it.</param>
/// <param name="Error">Null when it was done.</param>
public sealed record TargetResult(ResourceName Target, EngineError? Error);

/// <summary>What came of a command, in the shape of the docker CLI's: exit code, output, errors.</summary>
/// <param name="ExitCode">0 when all was done, 1 when the engine refused some of it, 125 when the line was wrong; an exec's own code.</param>
/// <param name="Stdout">Text as the docker CLI prints it, lines ended with \n.</param>
/// <param name="Stderr">Error text likewise.</param>
public sealed record CommandResult(int ExitCode, string Stdout, string Stderr)
{
    /// <summary>A result for each target, in the order given; empty for commands without targets.</summary>
    public IReadOnlyList<TargetResult> Targets { get; init; } = [];

    /// <summary>What the audit log must say of it besides, e.g. that the creation policy was bypassed; "" when nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether nothing was done because a question of the command was not answered: for the audit log, that is not "ok".</summary>
    public bool IsNotConfirmed { get; init; }

    /// <summary>Whether its output was recorded: whoever ran it is told.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Why nothing at all was done; null when the command was carried out, if only in part.</summary>
    public EngineError? Error { get; init; }

    /// <summary>Nothing was done, because the line is wrong or does not go with what it names; <paramref name="words"/> are the docker CLI's own.</summary>
    public static CommandResult Wrong(string words) => new(1, "", words + "\n") { Error = new EngineError(EngineErrorKind.Invalid, words) };

    /// <summary>Nothing was done, because of <paramref name="error"/>.</summary>
    public static CommandResult Failure(EngineError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new CommandResult(1, "", error.ToCliText() + "\n") { Error = error };
    }
}
