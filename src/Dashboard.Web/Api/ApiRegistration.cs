using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Files;
using Dashboard.Web.Images;
using Dashboard.Web.Images.Builds;
using Dashboard.Web.Logs;
using Dashboard.Web.Terminals.Recordings;

namespace Dashboard.Web.Api;

/// <summary>The REST face: what it needs and where it is mapped.</summary>
internal static class ApiRegistration
{
    /// <summary>Problem details, and the OpenAPI document "v1".</summary>
    public static IServiceCollection AddDashboardApi(this IServiceCollection services) => services
        .AddProblemDetails()
        .AddExceptionHandler<EngineErrorHandler>()
        .AddExceptionHandler<DatabaseErrorHandler>()
        .AddValidation()
        .AddOpenApi("v1");

    /// <summary>Every endpoint below <c>/api/v1</c>, all for signed-in people and tokens only; the document at <c>/api/v1/openapi.json</c>.</summary>
    public static void MapDashboardApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization().DisableAntiforgery();
        api.MapEnvironmentEndpoints();
        api.MapContainerEndpoints();
        api.MapArchiveEndpoints();
        api.MapFileEndpoints();
        api.MapLogEndpoints();
        api.MapImageEndpoints();
        api.MapRecordingEndpoints();
        api.MapBuildEndpoints();
        api.MapCommandEndpoints();
        app.MapOpenApi("/api/{documentName}/openapi.json").RequireAuthorization();
    }
}
