using Dashboard.Services.Environments;

namespace Dashboard.Web.Api;

/// <summary>Reads of environments.</summary>
internal static class EnvironmentEndpoints
{
    public static void MapEnvironmentEndpoints(this IEndpointRouteBuilder api) =>
        api.MapGet("/environments", (IEnvironmentRegistry registry) => registry.All.Select(EnvironmentMessage.From).ToArray())
            .WithName("ListEnvironments")
            .WithSummary("All engines and their health.");
}
