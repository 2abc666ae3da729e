using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Terminals.Recordings;

/// <summary>Recordings of terminals, scoped to who asks: those of containers on which they hold <see cref="Right.Recordings"/>, gone or not.</summary>
public interface IRecordings
{
    /// <summary>A recording has begun, ended or was deleted: the environment's name. Raised on any thread: return at once.</summary>
    event Action<string>? Changed;

    /// <summary>What goes for the terminals of an engine.</summary>
    RecordingMode ModeOf(DockerEnvironment environment);

    /// <summary>Those that <paramref name="actor"/> may see, the newest first.</summary>
    IReadOnlyList<Recording> List(Actor actor, DockerEnvironment environment);

    /// <summary>One of them.</summary>
    /// <exception cref="EngineErrorException">NotFound: there is none, or its container is not theirs to see. Refused: they lack the right.</exception>
    Recording Get(Actor actor, DockerEnvironment environment, long number);

    /// <summary>
    /// Writes a recording as asciicast v3, of one that goes on what there is so far. The audit log tells of it before the first byte; a right that is
    /// taken away ends it.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="environment">The engine.</param>
    /// <param name="number">Which.</param>
    /// <param name="use">What for.</param>
    /// <param name="open">Called once, after everything that may be refused; gives what to write to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">NotFound, Refused (later too), AuditUnavailable.</exception>
    Task WriteAsync(
        Actor actor, DockerEnvironment environment, long number, RecordingUse use, Func<Recording, Stream> open, CancellationToken cancellationToken);
}

/// <summary>What a recording is read for, as the audit log tells it.</summary>
public enum RecordingUse
{
    /// <summary>To be watched in the dashboard: with pictures of the screen between the events, to jump to.</summary>
    Play,

    /// <summary>To be kept elsewhere.</summary>
    Download,
}
