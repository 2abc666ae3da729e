using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images.Builds;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Services.Images.Builds.Runs;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Images.Builds;

/// <summary>What images are built from, over HTTP: <c>docker build -</c> with the request as its input, and contexts that a page builds from later.</summary>
internal static class BuildEndpoints
{
    // The paths of hundreds of thousands of files.
    private const long LongestSelection = 16 * 1024 * 1024;

    public static void MapBuildEndpoints(this IEndpointRouteBuilder api)
    {
        api.MapPut("/environments/{environment}/images/build", BuildAsync)
            .WithName("BuildImage")
            .WithSummary("Builds an image from the body, a tar stream or a Dockerfile, by a line such as docker build -t app:1 -")
            .WithMetadata(new UnlimitedBody());
        api.MapPut("/environments/{environment}/build-contexts/{id:guid}", StageAsync)
            .WithName("StageBuildContext")
            .WithSummary("Keeps a tar or tar.gz archive, for a day at most, to build from it on the build page")
            .WithMetadata(new UnlimitedBody());
        api.MapPost("/environments/{environment}/build-contexts/selection", Select)
            .WithName("SelectBuildContext")
            .WithSummary("Which files of a folder need not be sent, by its .dockerignore: their places in the list")
            .WithMetadata(new BodyLimit(LongestSelection));
    }

    // As a job: whoever goes away once all has been sent does not stop the build.
    private static async Task<IResult> BuildAsync(
        string environment, [FromQuery] string line, HttpContext http, IEnvironmentRegistry registry, IBuilds builds, ISessionRegistry sessions)
    {
        try
        {
            if (CommandLine.Parse(line) is not BuildImage { Context: "-" } build)
            {
                return Wrong("Only docker build with - for its context takes a body.");
            }

            using var session = StreamedAnswer.EndWithSession(http, sessions);
            var actor = http.User.ToActor();
            return ImageEndpoints.Answer(await builds.Start(actor, registry.Get(actor, environment), build, http.Request.Body).Completion);
        }
        catch (CommandLineException e)
        {
            return Wrong(e.Message);
        }
    }

    private static async Task<IResult> StageAsync(
        string environment, Guid id, [FromQuery] string? name, HttpContext http, IEnvironmentRegistry registry, IBuildContexts contexts, ISessionRegistry sessions)
    {
        using var session = StreamedAnswer.EndWithSession(http, sessions);
        var actor = http.User.ToActor();
        var staged = await contexts.StageAsync(actor, registry.Get(actor, environment), id, name is { Length: > 0 and < 256 } ? name : "context.tar", http.Request.Body, http.RequestAborted);
        return TypedResults.Ok(new StagedMessage(staged.Files.Count, staged.Bytes));
    }

    private static Ok<IReadOnlyList<int>> Select(
        string environment, ContextSelection selection, ClaimsPrincipal user, IEnvironmentRegistry registry, IBuildContexts contexts, CancellationToken cancellationToken)
    {
        var actor = user.ToActor();
        return TypedResults.Ok(contexts.LeftOut(actor, registry.Get(actor, environment), selection.Ignore ?? "", selection.Paths ?? [], cancellationToken));
    }

    private static ProblemHttpResult Wrong(string words) => TypedResults.Problem(words, statusCode: StatusCodes.Status400BadRequest, title: "Invalid");
}

/// <summary>A folder that somebody is about to send.</summary>
/// <param name="Ignore">Text of its <c>.dockerignore</c>.</param>
/// <param name="Paths">Its files, from its top, with slashes between.</param>
internal sealed record ContextSelection(string? Ignore, IReadOnlyList<string>? Paths);

/// <summary>A context that was kept.</summary>
/// <param name="Files">How many files it has.</param>
/// <param name="Bytes">Bytes of its archive.</param>
internal sealed record StagedMessage(int Files, long Bytes);
