using Dashboard.Services.Storage;

namespace Dashboard.Web.Shell;

/// <summary>For the container's health check and for load balancers: plain words, open to all, telling nothing else.</summary>
internal static class HealthEndpoints
{
    public static void MapHealthEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapGet(AppUrls.Healthz, () => Results.Text("ok\n")).AllowAnonymous();
        // An engine that is away is shown on the page and makes nothing here unready: restarting us would not bring it back.
        app.MapGet(AppUrls.Readyz, async (Database database, CancellationToken cancellationToken) =>
            await database.ProbeAsync(cancellationToken) switch
            {
                DatabaseState.Usable => Results.Text("ready\n"),
                DatabaseState.Unwritable => Results.Text("the database can't be written\n", statusCode: StatusCodes.Status503ServiceUnavailable),
                _ => Results.Text("the database does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable),
            }).AllowAnonymous();
    }
}
