using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs;

/// <summary>Containers' logs, each read scoped to who asks.</summary>
public interface ILogs
{
    /// <summary>
    /// Follows a log: batches in the format of <see cref="LogBatch"/>, over restarts of the container and of the engine. Ends when the
    /// container is removed or the token is cancelled. Of a container that is gone: what was kept of its log.
    /// </summary>
    /// <exception cref="EngineErrorException">
    /// NotFound, Refused, Unsupported (a log driver that can't be read), Unreachable: thrown before the first batch or later.
    /// </exception>
    IAsyncEnumerable<byte[]> FollowAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, LogRequest request, CancellationToken cancellationToken);

    /// <summary>Logs of containers that are gone, of those that <paramref name="actor"/> may read; the last written first.</summary>
    IReadOnlyList<GoneLog> Gone(Actor actor, DockerEnvironment environment);
}
