using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker stop</c>: asks containers to end, kills them after a while.</summary>
[Verb("stop", "Stop one or more running containers", Aliases = ["container stop"])]
public sealed record StopContainers : ContainersCommand
{
    /// <summary>Signal to send, e.g. "SIGINT"; null is the container's own stop signal.</summary>
    [Option("--signal", "-s", Help = "Signal to send to the container")]
    public string? Signal { get; init; }

    /// <summary>Seconds to wait before killing; null is the container's own (10), negative is for ever.</summary>
    [Option("--timeout", "-t", Help = "Seconds to wait before killing the container", Deprecated = ["--time"])]
    public int? Timeout { get; init; }

    internal override bool EndsContainers => true;

    /// <inheritdoc/>
    protected override Right Needs => Right.Stop;

    internal override Task ActAsync(IContainerOperations containers, string id, CancellationToken cancellationToken) =>
        containers.StopContainerAsync(
            id, new ContainerStopParameters { Signal = Signal, WaitBeforeKillSeconds = ToWait(Timeout) }, cancellationToken);
}
