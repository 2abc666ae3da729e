using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Reads for whoever is about to make a container, each scoped to who asks.</summary>
public interface ICreationQueries
{
    /// <summary>A container as the <c>docker run</c> that makes it.</summary>
    /// <param name="actor">Who asks; they must be allowed to view it.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="name">Name or id.</param>
    /// <param name="reveal">
    /// With the values that look secret, for who holds <see cref="Right.RevealSecrets"/> on it; that is written to the audit log.
    /// For all others they are withheld all the same.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">NotFound, Unreachable, or AuditUnavailable when secrets were to be revealed.</exception>
    Task<ReadBack> ReadBackAsync(Actor actor, DockerEnvironment environment, ResourceName name, bool reveal, CancellationToken cancellationToken);

    /// <summary>
    /// A container as it would be made again: with its own volumes, and with the bare names of what looks secret, whose values
    /// <see cref="RecreateContainer"/> keeps. Nothing is revealed to anybody.
    /// </summary>
    /// <exception cref="EngineErrorException">NotFound or Unreachable.</exception>
    Task<ReadBack> ReadForEditAsync(Actor actor, DockerEnvironment environment, ResourceName name, CancellationToken cancellationToken);

    /// <summary>
    /// What can be said of <paramref name="command"/> before the engine is asked to carry it out. Nothing is changed. What the container that a
    /// <see cref="RecreateContainer"/> replaces has itself (name, ports, labels) is not held against it.
    /// </summary>
    /// <exception cref="EngineErrorException">Unreachable: the engine is not up. Refused: the actor may create nothing there. NotFound: the replaced one is gone.</exception>
    Task<IReadOnlyList<CreationFinding>> CheckAsync(Actor actor, DockerEnvironment environment, ContainerCreation command, CancellationToken cancellationToken);
}
