using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker kill</c>: sends running containers a signal, SIGKILL unless told otherwise.</summary>
[Verb("kill", "Kill one or more running containers", Aliases = ["container kill"])]
public sealed record KillContainers : ContainersCommand
{
    /// <summary>Signal to send, e.g. "SIGHUP"; null is SIGKILL.</summary>
    [Option("--signal", "-s", Help = "Signal to send to the container")]
    public string? Signal { get; init; }

    internal override bool EndsContainers => true;

    /// <inheritdoc/>
    protected override Right Needs => Right.Stop;

    internal override Task ActAsync(IContainerOperations containers, string id, CancellationToken cancellationToken) =>
        containers.KillContainerAsync(id, new ContainerKillParameters { Signal = Signal }, cancellationToken);
}
