using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker start</c>: starts stopped containers.</summary>
[Verb("start", "Start one or more stopped containers", Aliases = ["container start"])]
public sealed record StartContainers : ContainersCommand
{
    /// <inheritdoc/>
    protected override Right Needs => Right.Operate;

    internal override Task ActAsync(IContainerOperations containers, string id, CancellationToken cancellationToken) =>
        containers.StartContainerAsync(id, new ContainerStartParameters(), cancellationToken);

    internal override string FailureSummary(IReadOnlyList<ResourceName> failed) => $"Error: failed to start containers: {string.Join(", ", failed)}";
}
