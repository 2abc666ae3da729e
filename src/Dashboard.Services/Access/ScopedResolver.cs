using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Access;

/// <summary>A container that somebody may see, found by what they called it.</summary>
/// <param name="Id">Full id; act on this, not on the name, which may have moved to another container by then.</param>
/// <param name="Name">Name without its leading slash.</param>
/// <param name="HasTty">Whether it has a terminal of its own; its log is then unframed.</param>
/// <param name="Details">What inspect tells.</param>
public sealed record ResolvedContainer(string Id, string Name, bool HasTty, ContainerDetails Details)
{
    /// <summary>Its labels, the image's among them.</summary>
    public IReadOnlyDictionary<string, string> Labels => Details.Summary.Labels;

    /// <summary>Its secrets, to be masked wherever they recur.</summary>
    internal KnownSecrets Secrets => Details.Secrets;
}

/// <summary>
/// The one place that turns a name or id into a thing, for every verb and every read. What the actor may not view does not exist.
/// </summary>
public interface IScopedResolver
{
    /// <summary>Finds a container by id, name or unique prefix of an id, as the engine does.</summary>
    /// <exception cref="EngineErrorException">
    /// NotFound: there is none, or the actor may not see it. Refused: they see it but lack <paramref name="right"/>.
    /// Unreachable: the engine is not up.
    /// </exception>
    Task<ResolvedContainer> ResolveContainerAsync(
        Actor actor, DockerEnvironment environment, ResourceName name, Right right, CancellationToken cancellationToken);

    /// <summary>Whether <paramref name="container"/> exists for <paramref name="actor"/>.</summary>
    bool CanSee(Actor actor, DockerEnvironment environment, ContainerSummary container);

    /// <summary>Whether <paramref name="right"/> is held on <paramref name="container"/> now.</summary>
    bool May(Actor actor, Right right, DockerEnvironment environment, ContainerSummary container);

    /// <summary>The same of one that was resolved before.</summary>
    bool May(Actor actor, Right right, DockerEnvironment environment, ResolvedContainer container);
}

/// <inheritdoc cref="IScopedResolver"/>
internal sealed class ScopedResolver : IScopedResolver
{
    public async Task<ResolvedContainer> ResolveContainerAsync(
        Actor actor, DockerEnvironment environment, ResourceName name, Right right, CancellationToken cancellationToken)
    {
        var details = await FindAsync(actor, environment, name, cancellationToken);
        if (!CanSee(actor, environment, details.Summary))
        {
            throw new EngineErrorException(EngineError.NoSuchContainer(name));
        }

        return May(actor, right, environment, details.Summary)
            ? new ResolvedContainer(details.Summary.Id, details.Summary.Name, details.HasTty, details)
            : throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this to {name} ({right})."));
    }

    public bool CanSee(Actor actor, DockerEnvironment environment, ContainerSummary container) => May(actor, Right.View, environment, container);

    public bool May(Actor actor, Right right, DockerEnvironment environment, ContainerSummary container) =>
        actor.May(right, environment.Name, container);

    public bool May(Actor actor, Right right, DockerEnvironment environment, ResolvedContainer container) =>
        May(actor, right, environment, container.Details.Summary);

    // "Multiple IDs found with provided prefix" would tell of containers that are not theirs to know of.
    private static async Task<ContainerDetails> FindAsync(
        Actor actor, DockerEnvironment environment, ResourceName name, CancellationToken cancellationToken)
    {
        try
        {
            return await InspectAsync(environment, name, cancellationToken);
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.Invalid && !actor.MayOnAllOf(Right.View, environment.Name))
        {
            throw new EngineErrorException(EngineError.NoSuchContainer(name), e);
        }
    }

    private static async Task<ContainerDetails> InspectAsync(DockerEnvironment environment, ResourceName name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await environment.Connection.Client.Containers.InspectContainerAsync(name.Value, cancellationToken);
            return answer.ToDetails();
        }
        catch (DockerContainerNotFoundException e)
        {
            throw new EngineErrorException(EngineError.NoSuchContainer(name), e);
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            environment.RequestCheck();
            throw new EngineErrorException(error, e);
        }
    }
}
