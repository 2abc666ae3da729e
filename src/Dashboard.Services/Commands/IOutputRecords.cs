using Dashboard.Services.Access;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Commands;

/// <summary>Takes down what runs in a container with nobody's terminal, where that is the policy: else recording could be gone round by leaving out <c>-t</c>.</summary>
public interface IOutputRecords
{
    /// <summary>A command was let in, is noted in the audit log, and runs next.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="command">What.</param>
    /// <param name="session">What is known of it.</param>
    /// <returns>Null when it is not taken down.</returns>
    /// <exception cref="EngineErrorException">Refused: it must be recorded and can't be.</exception>
    IOutputRecord? Begin(Actor actor, DockerEnvironment environment, DockerCommand command, AdmittedSession session);
}

/// <summary>The record of one command's output.</summary>
public interface IOutputRecord : IDisposable
{
    /// <summary>Cancelled when the record has failed: the command may not go on without.</summary>
    CancellationToken Broken { get; }

    /// <summary>What the audit log must say of it besides; null for nothing.</summary>
    string? Note { get; }

    /// <summary>The command has made the container that it runs in.</summary>
    void Enter(ResolvedContainer container);

    /// <summary>The process printed this, on either of its streams; waits for a slow disk.</summary>
    void Output(ReadOnlySpan<byte> bytes);

    /// <summary>The command is over.</summary>
    /// <param name="result">What came of it; null when it was ended.</param>
    /// <param name="reason">Why it was ended; null when it ended by itself.</param>
    void End(CommandResult? result, string? reason);
}
