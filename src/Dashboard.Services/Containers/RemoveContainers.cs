using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker rm</c>: removes containers and what they wrote.</summary>
[Verb("rm", "Remove one or more containers", Aliases = ["container rm", "container remove"])]
public sealed record RemoveContainers : ContainersCommand
{
    /// <summary>Kill them first if they run.</summary>
    [Option("--force", "-f", Help = "Force the removal of a running container (uses SIGKILL)")]
    public bool Force { get; init; }

    /// <summary>Remove the named link, not the container.</summary>
    [Option("--link", "-l", Help = "Remove the specified link")]
    public bool Link { get; init; }

    /// <summary>Remove their anonymous volumes too.</summary>
    [Option("--volumes", "-v", Help = "Remove anonymous volumes associated with the container")]
    public bool Volumes { get; init; }

    internal override bool EndsContainers => true;

    /// <inheritdoc/>
    protected override Right Needs => Right.Remove;

    /// <inheritdoc/>
    protected override bool ToleratesMissing => Force;

    internal override Task ActAsync(IContainerOperations containers, string id, CancellationToken cancellationToken) =>
        containers.RemoveContainerAsync(
            id, new ContainerRemoveParameters { Force = Force, RemoveLinks = Link, RemoveVolumes = Volumes }, cancellationToken);
}
