using System.Security.Claims;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
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
        string environment, CommandRequest request, ClaimsPrincipal user, IEnvironmentRegistry registry, ICommandRunner runner, CancellationToken cancellationToken)
    {
        var actor = user.ToActor();
        var target = registry.Get(actor, environment);
        DockerCommand command;
        try
        {
            command = CommandLine.Parse(request.Line);
        }
        catch (CommandLineException e)
        {
            return TypedResults.Ok(new CommandResponse(e.ExitCode, "", e.Message + "\n"));
        }

        var result = await runner.RunAsync(actor, target, command, terminal: null, cancellationToken);
        return result.Error is { Kind: EngineErrorKind.Unreachable or EngineErrorKind.AuditUnavailable } error
            ? TypedResults.Problem(error.Message, statusCode: EngineErrorHandler.Status(error.Kind), title: error.Kind.ToString())
            : TypedResults.Ok(new CommandResponse(result.ExitCode, result.Stdout, result.Stderr));
    }
}
