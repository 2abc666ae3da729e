using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Web.Api;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Terminals.Recordings;

/// <summary>Recordings of terminals over HTTP.</summary>
internal static class RecordingEndpoints
{
    public static void MapRecordingEndpoints(this IEndpointRouteBuilder api)
    {
        api.MapGet("/environments/{environment}/recordings", List)
            .WithName("ListRecordings")
            .WithSummary("Recordings of terminals, newest first.");
        api.MapGet("/environments/{environment}/recordings/{number:long}/play", PlayAsync)
            .WithName("PlayRecording")
            .WithSummary("What a terminal showed as asciicast v3, to be watched in the dashboard (\"k\" events draw the screen as it is there); the audit log tells of it.");
        api.MapGet("/environments/{environment}/recordings/{number:long}/download", DownloadAsync)
            .WithName("DownloadRecording")
            .WithSummary("The same as a file; the audit log tells of it.");
    }

    private static RecordingMessage[] List(string environment, ClaimsPrincipal user, IEnvironmentRegistry registry, IRecordings recordings) =>
        [.. recordings.List(user.ToActor(), registry.Get(user.ToActor(), environment)).Select(RecordingMessage.From)];

    private static Task<IResult> PlayAsync(
        string environment, long number, HttpContext http, IEnvironmentRegistry registry, IRecordings recordings, ISessionRegistry sessions) =>
        SendAsync(environment, number, RecordingUse.Play, http, registry, recordings, sessions);

    private static Task<IResult> DownloadAsync(
        string environment, long number, HttpContext http, IEnvironmentRegistry registry, IRecordings recordings, ISessionRegistry sessions) =>
        SendAsync(environment, number, RecordingUse.Download, http, registry, recordings, sessions);

    private static async Task<IResult> SendAsync(
        string environment, long number, RecordingUse use, HttpContext http, IEnvironmentRegistry registry, IRecordings recordings, ISessionRegistry sessions)
    {
        using var session = StreamedAnswer.EndWithSession(http, sessions);
        var actor = http.User.ToActor();
        try
        {
            await recordings.WriteAsync(actor, registry.Get(actor, environment), number, use, recording => Open(http.Response, recording, use), http.RequestAborted);
        }
        catch (EngineErrorException) when (http.Response.HasStarted)
        {
            // Half a recording must not look like a whole one.
            http.Abort();
        }

        return Results.Empty;
    }

    private static Stream Open(HttpResponse response, Recording recording, RecordingUse use)
    {
        response.ContentType = "application/x-asciicast";
        response.Headers.CacheControl = "no-store";
        // It may hold anything: a browser must not guess that it is a page.
        response.Headers.XContentTypeOptions = "nosniff";
        if (use == RecordingUse.Download)
        {
            var header = new ContentDispositionHeaderValue("attachment");
            header.SetHttpFileName($"{(recording.ContainerName.Length > 0 ? recording.ContainerName : "terminal")}-{recording.Started:yyyyMMdd'T'HHmmss'Z'}.cast");
            response.Headers.ContentDisposition = header.ToString();
        }

        return response.Body;
    }
}
