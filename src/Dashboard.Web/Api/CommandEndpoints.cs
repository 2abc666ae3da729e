using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Services.Environments;
using Dashboard.Services.Images.Builds;
using Dashboard.Services.Images.Builds.Runs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Api;

/// <summary>The typed docker line over HTTP.</summary>
internal static class CommandEndpoints
{
    public static void MapCommandEndpoints(this IEndpointRouteBuilder api) =>
        api.MapPost("/environments/{environment}/commands", RunAsync)
            .WithName("RunCommand")
            .WithSummary("Runs a docker command line; answers its exit code and output, as the docker CLI would give them.");

    // A wrong line or a refused target is an answer with an exit code, as in a terminal; only what makes a command impossible is a problem.
    private static async Task<Results<Ok<CommandResponse>, ProblemHttpResult>> RunAsync(
        string environment, CommandRequest request, ClaimsPrincipal user, IEnvironmentRegistry registry, IConsoleLines lines, ICommandRunner runner, IBuilds builds, CancellationToken cancellationToken)
    {
        var actor = user.ToActor();
        var target = registry.Get(actor, environment);
        var read = await ReadAsync(actor, target, request.Line, lines, cancellationToken);
        var result = read.Command switch
        {
            null => read.Answer!,
            BuildImage build => await builds.RunAsync(actor, target, build, watcher: null, cancellationToken),
            var command => await runner.RunAsync(actor, target, command, terminal: null, cancellationToken),
        };
        return result.Error is { Kind: EngineErrorKind.Unreachable or EngineErrorKind.AuditUnavailable } error
            ? TypedResults.Problem(error.Message, statusCode: EngineErrorHandler.Status(error.Kind), title: error.Kind.ToString())
            : TypedResults.Ok(new CommandResponse(result.ExitCode, result.Stdout, result.Stderr));
    }

    private static async Task<ReadLine> ReadAsync(Actor actor, DockerEnvironment environment, string text, IConsoleLines lines, CancellationToken cancellationToken)
    {
        try
        {
            return TypedScript.Read(text) switch
            {
                [var line] => await lines.ReadAsync(actor, environment, line, cancellationToken),
                [] => throw new CommandLineException("docker: no command given", exitCode: 1),
                _ => throw new CommandLineException("docker: send one command at a time", exitCode: 1),
            };
        }
        catch (CommandLineException e)
        {
            return new ReadLine { Answer = e.ToResult() };
        }
    }
}
