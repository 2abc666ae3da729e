using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet;

namespace Dashboard.Services.Containers;

/// <summary><c>docker unpause</c>: lets frozen processes go on.</summary>
[Verb("unpause", "Unpause all processes within one or more containers", Aliases = ["container unpause"])]
public sealed record UnpauseContainers : ContainersCommand
{
    /// <inheritdoc/>
    protected override Right Needs => Right.Stop;

    internal override Task ActAsync(IContainerOperations containers, string id, CancellationToken cancellationToken) =>
        containers.UnpauseContainerAsync(id, cancellationToken);
}
