using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers.Files;

/// <summary>What is under a path: exactly one of the three is there, or none for a device, pipe or socket.</summary>
/// <param name="Path">The path that was asked for.</param>
/// <param name="Listing">What is in it, if it is a folder.</param>
/// <param name="Part">The wanted piece, if it is a file.</param>
/// <param name="LeadsTo">Where the engine says that it leads, if it is a link. Not followed: what is there may be looked at next.</param>
public sealed record FileLook(ContainerPath Path, FileListing? Listing, FilePart? Part, ContainerPath? LeadsTo);

/// <summary>The files of containers, running or not, for those who may read files; each look is in the audit log before anything is told.</summary>
public interface IContainerFiles
{
    /// <summary>Looks at a path: lists a folder, reads a piece of a file, tells where a link leads.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="container">In which container, by name or id.</param>
    /// <param name="path">At what.</param>
    /// <param name="offset">Where in a file to begin, in bytes.</param>
    /// <param name="isPatient">Whether a folder that only its archive can tell of may take a minute instead of some seconds.</param>
    /// <param name="cancellationToken">They look no more.</param>
    /// <exception cref="EngineErrorException">
    /// NotFound: no such container or path. Refused: no right to read files. Invalid, Unreachable, Failed. AuditUnavailable: nothing is told then.
    /// </exception>
    Task<FileLook> LookAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, ContainerPath path, long offset, bool isPatient, CancellationToken cancellationToken);

    /// <summary>What in a folder is not as in the image: names with 'A' (added) or 'C' (changed, or changed in it), as <c>docker diff</c> tells.</summary>
    /// <exception cref="EngineErrorException">As <see cref="LookAsync"/>.</exception>
    Task<IReadOnlyDictionary<string, char>> ChangesAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, ContainerPath folder, CancellationToken cancellationToken);
}
