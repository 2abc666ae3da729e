using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs.Download;

/// <summary>Logs to take away, scoped to who asks.</summary>
public interface ILogDownload
{
    /// <summary>
    /// Writes the lines of a held log byte for byte, each with a line feed, standard output and error in the order in which they came: what
    /// <c>docker logs</c> prints on a terminal. Ends with what was there when it began.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="environment">The engine.</param>
    /// <param name="container">Whose log.</param>
    /// <param name="slice">What of it.</param>
    /// <param name="open">Called once, after everything that may be refused, with the container's name; gives what to write to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">NotFound, Refused (later too: the right was taken away), Unreachable.</exception>
    Task WriteAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, LogSlice slice, Func<string, Stream> open, CancellationToken cancellationToken);
}
