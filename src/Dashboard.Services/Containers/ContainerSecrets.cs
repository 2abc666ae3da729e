using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers;

/// <summary>Values that everything else masks.</summary>
public interface IContainerSecrets
{
    /// <summary>The value of one environment variable. Who asked, of what, and whether it was told is in the audit log before it is told.</summary>
    /// <exception cref="EngineErrorException">
    /// NotFound: no such container or variable. Refused: no right to reveal. Unreachable. AuditUnavailable: it is not told then.
    /// </exception>
    Task<string> RevealAsync(Actor actor, DockerEnvironment environment, ResourceName container, string variable, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IContainerSecrets"/>
internal sealed class ContainerSecrets(IScopedResolver resolver, IAuditLog audit) : IContainerSecrets
{
    public async Task<string> RevealAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, string variable, CancellationToken cancellationToken)
    {
        var action = $"reveal {ShellWords.Quote(variable)} of {container}";
        try
        {
            var found = await ResolveAsync(actor, environment, container, action, cancellationToken);
            var intent = await audit.BeginAsync(actor, environment.Name.Value, action, cancellationToken);
            var outcome = "failed";
            try
            {
                var value = await ReadAsync(environment, found, variable, cancellationToken);
                outcome = value is null ? "failed: there is no such variable" : "ok";
                return value ?? throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such variable: {variable}"));
            }
            finally
            {
                await audit.CompleteAsync(intent, outcome, CancellationToken.None);
            }
        }
        catch (AuditUnavailableException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.AuditUnavailable, e.Message), e);
        }
    }

    private async Task<ResolvedContainer> ResolveAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, string action, CancellationToken cancellationToken)
    {
        try
        {
            return await resolver.ResolveContainerAsync(actor, environment, container, Right.RevealSecrets, cancellationToken);
        }
        catch (EngineErrorException e) when (e.Error.Kind is EngineErrorKind.Refused or EngineErrorKind.NotFound)
        {
            await audit.RecordAsync(actor, environment.Name.Value, action, $"refused: {e.Error.Message}", cancellationToken);
            throw;
        }
    }

    private static async Task<string?> ReadAsync(DockerEnvironment environment, ResolvedContainer container, string variable, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await environment.Connection.Client.Containers.InspectContainerAsync(container.Id, cancellationToken);
            var entry = answer.Config?.Env?.LastOrDefault(e => e.StartsWith($"{variable}=", StringComparison.Ordinal));
            return entry?[(variable.Length + 1)..];
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            throw new EngineErrorException(error, e);
        }
    }
}
