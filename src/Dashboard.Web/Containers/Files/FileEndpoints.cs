using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Files;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Containers.Files;

/// <summary>One file of a container as its bytes: <c>docker cp -L CONTAINER:FILE -</c>, taken out of the archive on its way.</summary>
internal static class FileEndpoints
{
    public static void MapFileEndpoints(this IEndpointRouteBuilder api) =>
        api.MapGet("/environments/{environment}/containers/{container}/file", DownloadAsync)
            .WithName("DownloadFile")
            .WithSummary("A file of a container, byte for byte: docker cp -L CONTAINER:FILE - without the archive around it");

    private static Task<IResult> DownloadAsync(
        string environment, string container, [FromQuery] string path, HttpContext http, IEnvironmentRegistry registry, ICommandRunner runner, ISessionRegistry sessions)
    {
        var response = http.Response;
        return ArchiveEndpoints.SendAsync(
            environment,
            container,
            name => new CopyFiles { FollowLink = true, Source = $"{name}:{path}", Destination = "-" },
            _ =>
            {
                response.ContentType = "application/octet-stream";
                response.Headers.ContentDisposition = Attachment(path);
                return new ArchivedFileStream(response.Body, size => response.ContentLength = size);
            },
            http, registry, runner, sessions);
    }

    /// <summary>The header that has a browser save it under the file's own name, whatever is in that (RFC 6266, RFC 8187).</summary>
    internal static string Attachment(string path)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(ContainerPath.TryParse(path, out var parsed) && !parsed.IsRoot ? parsed.Name : "file");
        return header.ToString();
    }
}
