using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet;

namespace Dashboard.Services.Containers;

/// <summary><c>docker pause</c>: freezes all processes of containers.</summary>
[Verb("pause", "Pause all processes within one or more containers", Aliases = ["container pause"])]
public sealed record PauseContainers : ContainersCommand
{
    /// <inheritdoc/>
    protected override Right Needs => Right.Stop;

    internal override Task ActAsync(IContainerOperations containers, string id, CancellationToken cancellationToken) =>
        containers.PauseContainerAsync(id, cancellationToken);
}
