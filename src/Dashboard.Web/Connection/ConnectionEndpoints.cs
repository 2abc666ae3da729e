using Dashboard.Web.Access;
using Dashboard.Web.Shell;

namespace Dashboard.Web.Connection;

/// <summary>The half of the connection page that its browser asks for.</summary>
internal static class ConnectionEndpoints
{
    public static void MapConnectionCheck(this IEndpointRouteBuilder app) =>
        // A browser says its Origin with a POST only. Who gets here has the right one: the Origin check answers the others.
        app.MapPost(AppUrls.ConnectionCheck, (HttpRequest request) => Results.Text(request.Headers.Origin.ToString())).RequireAuthorization(Policies.Manage);
}
