using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Services.Environments;

namespace Dashboard.Web.Api;

/// <summary>Reads of environments.</summary>
internal static class EnvironmentEndpoints
{
    public static void MapEnvironmentEndpoints(this IEndpointRouteBuilder api) =>
        api.MapGet("/environments", (ClaimsPrincipal user, IEnvironmentRegistry registry) =>
                registry.SeenBy(user.ToActor()).Select(EnvironmentMessage.From).ToArray())
            .WithName("ListEnvironments")
            .WithSummary("The engines on which you may see anything, and their health.");
}
