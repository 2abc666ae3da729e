using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Web.Api;

namespace Dashboard.Web.Containers;

/// <summary>Reads of containers over HTTP.</summary>
internal static class ContainerEndpoints
{
    public static void MapContainerEndpoints(this IEndpointRouteBuilder api)
    {
        api.MapGet("/environments/{environment}/containers", List)
            .WithName("ListContainers")
            .WithSummary("Containers, newest first; running ones only unless all=true.");
        api.MapGet("/environments/{environment}/containers/{container}", InspectAsync)
            .WithName("InspectContainer")
            .WithSummary("What docker inspect tells of a container, secrets masked.");
    }

    private static ContainerMessage[] List(
        string environment, ClaimsPrincipal user, IEnvironmentRegistry registry, IContainerQueries containers, bool all = false) =>
        [.. containers.List(user.ToActor(), registry.Get(user.ToActor(), environment), all).Select(ContainerMessage.From)];

    private static Task<ContainerDetails> InspectAsync(
        string environment, string container, ClaimsPrincipal user, IEnvironmentRegistry registry, IContainerQueries containers, CancellationToken cancellationToken) =>
        ResourceName.TryParse(container, out var name)
            ? containers.InspectAsync(user.ToActor(), registry.Get(user.ToActor(), environment), name, cancellationToken)
            : throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such container: {container}"));
}
