using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Containers;

/// <summary>Files of containers over HTTP, as tar streams: <c>docker cp</c> and <c>docker export</c> with the request as the user's side.</summary>
internal static class ArchiveEndpoints
{
    private const string TarType = "application/x-tar";

    public static void MapArchiveEndpoints(this IEndpointRouteBuilder api)
    {
        api.MapGet("/environments/{environment}/containers/{container}/archive", DownloadAsync)
            .WithName("DownloadArchive")
            .WithSummary("A file or folder of a container as a tar stream: docker cp CONTAINER:PATH -");
        api.MapPut("/environments/{environment}/containers/{container}/archive", UploadAsync)
            .WithName("UploadArchive")
            .WithSummary("Unpacks the body, a tar stream, into a folder of a container: docker cp - CONTAINER:PATH")
            // It goes straight through; how much a container may hold is the engine's to say.
            .WithMetadata(new UnlimitedBody());
        api.MapGet("/environments/{environment}/containers/{container}/export", ExportAsync)
            .WithName("ExportContainer")
            .WithSummary("A container's whole file system as a tar stream: docker export CONTAINER");
    }

    private static Task<IResult> DownloadAsync(
        string environment, string container, [FromQuery] string path, HttpContext http, IEnvironmentRegistry registry, ICommandRunner runner, ISessionRegistry sessions) =>
        SendAsync(environment, container, name => new CopyFiles { Source = $"{name}:{path}", Destination = "-" }, name => Tar(http, name), http, registry, runner, sessions);

    private static Task<IResult> ExportAsync(
        string environment, string container, HttpContext http, IEnvironmentRegistry registry, ICommandRunner runner, ISessionRegistry sessions) =>
        SendAsync(environment, container, name => new ExportContainer { Container = name }, name => Tar(http, name), http, registry, runner, sessions);

    private static async Task<IResult> UploadAsync(
        string environment, string container, [FromQuery] string path, HttpContext http, IEnvironmentRegistry registry, ICommandRunner runner, ISessionRegistry sessions)
    {
        using var session = StreamedAnswer.EndWithSession(http, sessions);
        var actor = http.User.ToActor();
        var command = new CopyFiles { Source = "-", Destination = $"{StreamedAnswer.Container(container)}:{path}" };
        var result = await runner.RunAsync(
            actor, registry.Get(actor, environment), command, new CommandFiles(http.Request.Body, null), http.RequestAborted);
        return result.ExitCode == 0 ? TypedResults.NoContent() : Refused(result);
    }

    /// <summary>Answers with what a command gives out.</summary>
    /// <param name="environment">Name of the engine.</param>
    /// <param name="container">Name or id of the container.</param>
    /// <param name="command">The command, for the container's name.</param>
    /// <param name="open">Sets the answer's headers and gives what the command writes to.</param>
    /// <param name="http">The request.</param>
    /// <param name="registry">The engines.</param>
    /// <param name="runner">The one door.</param>
    /// <param name="sessions">Ends it with the session.</param>
    internal static async Task<IResult> SendAsync(
        string environment,
        string container,
        Func<ResourceName, DockerCommand> command,
        Func<ResourceName, Stream> open,
        HttpContext http,
        IEnvironmentRegistry registry,
        ICommandRunner runner,
        ISessionRegistry sessions)
    {
        using var session = StreamedAnswer.EndWithSession(http, sessions);
        var actor = http.User.ToActor();
        var name = StreamedAnswer.Container(container);
        var response = http.Response;
        // Set before the first byte; a refusal comes before that, and takes them back.
        response.Headers.CacheControl = "no-store";
        var result = await runner.RunAsync(actor, registry.Get(actor, environment), command(name), new CommandFiles(null, open(name)), http.RequestAborted);
        if (result.ExitCode == 0)
        {
            return Results.Empty;
        }

        if (response.HasStarted)
        {
            // Half an archive must not look like a whole one.
            http.Abort();
            return Results.Empty;
        }

        response.Clear();
        return Refused(result);
    }

    private static Stream Tar(HttpContext http, ResourceName name)
    {
        http.Response.ContentType = TarType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.tar\"";
        return http.Response.Body;
    }

    private static ProblemHttpResult Refused(CommandResult result)
    {
        var error = result.Error ?? result.Targets.Select(t => t.Error).FirstOrDefault(e => e is not null) ?? new EngineError(EngineErrorKind.Invalid, result.Stderr.Trim());
        return TypedResults.Problem(error.Message, statusCode: EngineErrorHandler.Status(error.Kind), title: error.Kind.ToString());
    }

    private sealed class UnlimitedBody : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => null;
    }
}
