using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers.Timeline;

/// <summary>What happened to containers, for those who may see them.</summary>
public interface IContainerTimeline
{
    /// <summary>How many things that happened to a container are kept of it, the newest.</summary>
    const int MostStates = 200;

    /// <summary>How many that were run in it: apart, for a script that looks in each second must not push out that it was killed.</summary>
    const int MostExecs = 100;

    /// <summary>
    /// All that is known now, and again after each change, twice a second at most. Goes on after the container was removed. What people did
    /// is everybody's for those who may read the audit log, for anybody else only what they did themselves.
    /// </summary>
    /// <param name="actor">Who looks; needs the right to view.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="container">Full id: what is told must not become another's that took its name.</param>
    /// <param name="cancellationToken">They look no more.</param>
    /// <exception cref="EngineErrorException">NotFound: there is none, or they may not see it, or not any more. Unreachable.</exception>
    IAsyncEnumerable<ContainerStory> WatchAsync(Actor actor, DockerEnvironment environment, ResourceName container, CancellationToken cancellationToken);
}
