using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Logs.Search;

/// <summary>Searches in held logs, scoped to who asks.</summary>
public interface ILogSearch
{
    /// <summary>Looks through everything that is held when it begins; steps as it goes on, the last with Done set.</summary>
    /// <exception cref="EngineErrorException">NotFound, Refused (later too: the right was taken away), Unreachable.</exception>
    /// <exception cref="FormatException">The query is wrong; the message names what of it.</exception>
    IAsyncEnumerable<LogSearchStep> SearchAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, LogQuery query, CancellationToken cancellationToken);
}
