using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs.Download;
using Dashboard.Services.Logs.Merging;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Logs;

/// <summary>Logs as files.</summary>
internal static class LogEndpoints
{
    public static void MapLogEndpoints(this IEndpointRouteBuilder api)
    {
        api.MapGet("/environments/{environment}/containers/{container}/logs/download", DownloadAsync)
            .WithName("DownloadLog")
            .WithSummary("What is kept of a container's log as text, byte for byte: whole, from one record number or time to another, or one stream of it");
        api.MapGet("/environments/{environment}/logs/download", DownloadMergedAsync)
            .WithName("DownloadMergedLog")
            .WithSummary("What is kept of several containers' logs as one text in the order of time, each line after the name of its container");
    }

    private static async Task<IResult> DownloadAsync(
        string environment, string container, [AsParameters] LogSliceQuery query, HttpContext http, IEnvironmentRegistry registry, ILogDownload logs, ISessionRegistry sessions, TimeProvider time)
    {
        using var session = StreamedAnswer.EndWithSession(http, sessions);
        var actor = http.User.ToActor();
        try
        {
            await logs.WriteAsync(
                actor, registry.Get(actor, environment), StreamedAnswer.Container(container), query.Slice, name => Open(http.Response, name, time), http.RequestAborted);
        }
        catch (FormatException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, e.Message), e);
        }
        catch (EngineErrorException) when (http.Response.HasStarted)
        {
            // Half a log must not look like a whole one.
            http.Abort();
        }

        return Results.Empty;
    }

    private static async Task<IResult> DownloadMergedAsync(
        string environment, [FromQuery] string? of, HttpContext http, IEnvironmentRegistry registry, IMergedLogs logs, ISessionRegistry sessions, TimeProvider time)
    {
        using var session = StreamedAnswer.EndWithSession(http, sessions);
        var actor = http.User.ToActor();
        try
        {
            var selector = LogSelector.Parse(of);
            await logs.WriteAsync(actor, registry.Get(actor, environment), selector, () => Open(http.Response, "logs", time), http.RequestAborted);
        }
        catch (EngineErrorException) when (http.Response.HasStarted)
        {
            // Half a log must not look like a whole one.
            http.Abort();
        }

        return Results.Empty;
    }

    private static Stream Open(HttpResponse response, string name, TimeProvider time)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName($"{name}-{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.log");
        response.Headers.ContentDisposition = header.ToString();
        response.Headers.CacheControl = "no-store";
        // A log may hold anything: a browser must not guess that it is a page.
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = "text/plain; charset=utf-8";
        return response.Body;
    }

    /// <summary>What of the log, as the query says it.</summary>
    internal sealed record LogSliceQuery(
        [FromQuery] long? From, [FromQuery] long? To, [FromQuery] string? Since, [FromQuery] string? Until, [FromQuery] string? Stream, [FromQuery] bool? Timestamps)
    {
        /// <exception cref="FormatException">A time or a stream that is none.</exception>
        public LogSlice Slice => LogSlice.Parse(From, To, Since, Until, Stream, Timestamps ?? false);
    }
}
