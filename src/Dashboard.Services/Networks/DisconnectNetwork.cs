using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet.Models;

namespace Dashboard.Services.Networks;

/// <summary><c>docker network disconnect</c>.</summary>
[Verb("network disconnect", "Disconnect a container from a network")]
public sealed record DisconnectNetwork : AttachToNetwork
{
    /// <summary>Also where the container does not answer.</summary>
    [Option("--force", "-f", Help = "Force the container to disconnect from a network")]
    public bool Force { get; init; }

    // A network can hold on to a container that is gone, and only this lets go of it.
    internal override bool Forgives(CommandContext context, EngineError error) =>
        Force && error.Kind == EngineErrorKind.NotFound && context.Actor.MayOnAllOf(Right.Create, context.Environment.Name);

    internal override async Task<string> ActAsync(CommandContext context, ResolvedObject network, string container, CancellationToken cancellationToken)
    {
        await context.Connection.Client.Networks.DisconnectNetworkAsync(
            network.Id, new NetworkDisconnectParameters { Container = container, Force = Force }, cancellationToken);
        return "";
    }
}
