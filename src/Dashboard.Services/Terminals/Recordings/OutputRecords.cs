using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Terminals.Recordings;

/// <inheritdoc cref="IOutputRecords"/>
internal sealed class OutputRecords(RecordingKeeper keeper) : IOutputRecords
{
    // There is no terminal: the size of the console's.
    private static readonly TerminalDimensions Size = new(100, 24);

    public IOutputRecord? Begin(Actor actor, DockerEnvironment environment, DockerCommand command, AdmittedSession session)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return keeper.ModeOf(environment) == RecordingMode.Strict
            && keeper.Begin(new RecordedSession(actor, environment, command, Size, HasTerminal: false), session, out _) is { } recorder
            ? new OutputRecord(keeper, recorder)
            : null;
    }
}
