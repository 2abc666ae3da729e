using Dashboard.Services.Access;

namespace Dashboard.Services.Commands;

/// <summary>Width and height of a terminal in character cells.</summary>
/// <param name="Columns">Width, 1 to 1000.</param>
/// <param name="Rows">Height, 1 to 1000.</param>
public readonly record struct TerminalDimensions(int Columns, int Rows);

/// <summary>An interactive command that is about to run.</summary>
/// <param name="AuditNumber">Number of its row in the audit log.</param>
/// <param name="Container">Where it runs; null for a container that is not made yet.</param>
public sealed record AdmittedSession(long AuditNumber, ResolvedContainer? Container);

/// <summary>
/// The user's end of an interactive command: bytes both ways, never decoded, and a size that changes.
/// </summary>
public interface ITerminal
{
    /// <summary>The size now.</summary>
    TerminalDimensions Dimensions { get; }

    /// <summary>Why it is ended, for the audit log, once the program itself ends it; null while nobody does.</summary>
    string? EndReason => null;

    /// <summary>What the audit log must say of the session besides; null for nothing.</summary>
    string? Note => null;

    /// <summary>An interactive command was let in, is noted in the audit log, and runs next: whoever must record it begins.</summary>
    /// <exception cref="EngineErrorException">Refused: it must be recorded and can't be.</exception>
    void Begin(AdmittedSession session)
    {
    }

    /// <summary>The command has made the container that it runs in.</summary>
    void Enter(ResolvedContainer container)
    {
    }

    /// <summary>
    /// The interactive command is over, and its outcome is written to the audit log next: whoever records it ends that now, so that the log can tell
    /// how that went.
    /// </summary>
    /// <param name="result">What came of it; null when it was ended.</param>
    void End(CommandResult? result)
    {
    }

    /// <summary>Waits for the size to change and gives the new one.</summary>
    Task<TerminalDimensions> NextDimensionsAsync(CancellationToken cancellationToken);

    /// <summary>The next keys typed or pasted; empty when the user's end is closed.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellationToken);

    /// <summary>Shows output.</summary>
    ValueTask WriteOutputAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}
