using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;
using Dashboard.Services.Jobs;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Images;

/// <summary>Images over HTTP, as tar streams: <c>docker save</c>, <c>load</c> and <c>import</c> with the request as the user's side.</summary>
internal static class ImageEndpoints
{
    public static void MapImageEndpoints(this IEndpointRouteBuilder api)
    {
        api.MapGet("/environments/{environment}/images/archive", SaveAsync)
            .WithName("SaveImages")
            .WithSummary("Images as a tar stream: docker save IMAGE...");
        api.MapPut("/environments/{environment}/images/archive", LoadAsync)
            .WithName("LoadImages")
            .WithSummary("Loads the images in the body, a tar stream: docker load")
            .WithMetadata(new UnlimitedBody());
        api.MapPut("/environments/{environment}/images/filesystem", ImportAsync)
            .WithName("ImportImage")
            .WithSummary("Makes an image of the files in the body, a tar stream: docker import - [REPOSITORY[:TAG]]")
            .WithMetadata(new UnlimitedBody());
    }

    private static async Task<IResult> SaveAsync(
        string environment, [FromQuery] string[] name, HttpContext http, IEnvironmentRegistry registry, ICommandRunner runner, ISessionRegistry sessions)
    {
        using var session = StreamedAnswer.EndWithSession(http, sessions);
        var actor = http.User.ToActor();
        var command = new SaveImages { Images = EquatableList.From(name) };
        if (name.Length == 0)
        {
            return TypedResults.Problem("Which images? Give their names: ?name=nginx:1.27", statusCode: StatusCodes.Status400BadRequest, title: "Invalid");
        }

        http.Response.ContentType = "application/x-tar";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName(name)}.tar\"";
        var result = await runner.RunAsync(actor, registry.Get(actor, environment), command, new CommandFiles(null, http.Response.Body), http.RequestAborted);
        if (result.ExitCode == 0)
        {
            return Results.Empty;
        }

        if (http.Response.HasStarted)
        {
            // Half an archive must not look like a whole one.
            http.Abort();
            return Results.Empty;
        }

        http.Response.Clear();
        return Refused(result);
    }

    private static Task<IResult> LoadAsync(string environment, HttpContext http, IEnvironmentRegistry registry, IJobs jobs, ISessionRegistry sessions) =>
        TakeAsync(environment, new LoadImages(), http, registry, jobs, sessions);

    private static Task<IResult> ImportAsync(
        string environment, [FromQuery] string? name, HttpContext http, IEnvironmentRegistry registry, IJobs jobs, ISessionRegistry sessions) =>
        TakeAsync(environment, new ImportImage { Source = "-", Reference = name }, http, registry, jobs, sessions);

    // As a job: whoever closes the page once all has been sent does not stop what the engine makes of it.
    private static async Task<IResult> TakeAsync(
        string environment, DockerCommand command, HttpContext http, IEnvironmentRegistry registry, IJobs jobs, ISessionRegistry sessions)
    {
        using var session = StreamedAnswer.EndWithSession(http, sessions);
        var actor = http.User.ToActor();
        var job = jobs.Start(actor, registry.Get(actor, environment), command, new CommandFiles(http.Request.Body, null));
        await job.Completion;
        return Answer(job.Result);
    }

    /// <summary>What came of a job, for who sent something for it; null: it was stopped.</summary>
    internal static IResult Answer(CommandResult? result) =>
        result is null ? TypedResults.Problem("It was stopped.", statusCode: StatusCodes.Status409Conflict, title: "Conflict")
        : result.ExitCode == 0 ? TypedResults.Ok(new CommandResponse(0, result.Stdout, result.Stderr))
        : Refused(result);

    // A name that every file system takes.
    private static string FileName(string[] names) =>
        string.Concat((names.Length == 1 ? names[0] : $"{names.Length}-images").Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-'));

    private static ProblemHttpResult Refused(CommandResult result)
    {
        // Who lacks the right is told so of each thing, and not of the command.
        var error = result.Error ?? result.Targets.FirstOrDefault(t => t.Error is not null)?.Error ?? new EngineError(EngineErrorKind.Invalid, result.Stderr.Trim());
        return TypedResults.Problem(error.Message, statusCode: EngineErrorHandler.Status(error.Kind), title: error.Kind.ToString());
    }
}
