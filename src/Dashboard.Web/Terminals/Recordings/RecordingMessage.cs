using Dashboard.Services.Terminals.Recordings;

namespace Dashboard.Web.Terminals.Recordings;

/// <summary>A recording as the API lists it.</summary>
/// <param name="Number">Its number, which is that of the audit log's row of the session.</param>
/// <param name="UserName">Who opened the terminal.</param>
/// <param name="Container">Name of the container at the time.</param>
/// <param name="ContainerId">Full id of the container.</param>
/// <param name="Command">What ran, secrets masked.</param>
/// <param name="Started">When it began (UTC).</param>
/// <param name="Ended">When it ended (UTC); null while it goes on.</param>
/// <param name="ExitCode">Exit code of the process; null when it did not end by itself.</param>
/// <param name="EndReason">Why it was ended; null when the process ended by itself, or goes on.</param>
/// <param name="Failure">Why the recording is not whole; null when it is.</param>
/// <param name="Length">Bytes on disk, compressed.</param>
internal sealed record RecordingMessage(
    long Number,
    string UserName,
    string Container,
    string ContainerId,
    string Command,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    int? ExitCode,
    string? EndReason,
    string? Failure,
    long Length)
{
    /// <summary>What is told of <paramref name="recording"/>.</summary>
    public static RecordingMessage From(Recording recording) => new(
        recording.Number,
        recording.UserName,
        recording.ContainerName,
        recording.ContainerId,
        recording.Command,
        recording.Started,
        recording.Ended,
        recording.ExitCode,
        recording.EndReason,
        recording.Failure,
        recording.Length);
}
