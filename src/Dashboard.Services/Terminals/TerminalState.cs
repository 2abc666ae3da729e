using Dashboard.Services.Commands;

namespace Dashboard.Services.Terminals;

/// <summary>Somebody who looks at a terminal.</summary>
/// <param name="Name">Who.</param>
/// <param name="IsOwner">Whether it is theirs.</param>
/// <param name="MayType">Whether their keys reach it.</param>
public sealed record TerminalPerson(string Name, bool IsOwner, bool MayType);

/// <summary>What somebody who looks at a terminal is told besides its output.</summary>
/// <param name="IsRecorded">Whether what it shows is recorded.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="IsOwner">Whether it is theirs.</param>
/// <param name="MayType">Whether their keys reach it.</param>
/// <param name="Sharing">What others may do.</param>
/// <param name="People">All who look at it now, each once; the owner first, who may be away.</param>
public sealed record TerminalState(
    bool IsRecorded, string Owner, bool IsOwner, bool MayType, TerminalSharing Sharing, EquatableList<TerminalPerson> People)
{
    /// <summary>Whether there is anything to tell: else it is one's own, for oneself alone.</summary>
    internal bool IsPlain => !IsRecorded && IsOwner && Sharing == TerminalSharing.Nobody;
}
