using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Docker.DotNet.Models;
using Actor = Dashboard.Services.Access.Actor;

namespace Dashboard.Services.Access;

/// <summary>Lists full ids of the containers and images of an engine that exist for an actor.</summary>
internal static class VisibleIds
{
    /// <summary>Whether every image exists for <paramref name="actor"/>: who sees all of the engine, or may create containers on it, may use any.</summary>
    public static bool IncludeEveryImage(Actor actor, ResourceName environment) =>
        actor.MayOnAllOf(Right.View, environment) || actor.MayOnSomethingOf(Right.Create, environment);

    /// <summary>Ids of the images that exist for <paramref name="actor"/>: every image (null), or those of the containers that they see.</summary>
    /// <exception cref="EngineErrorException">The engine refused or does not answer.</exception>
    public static async Task<IReadOnlySet<string>?> OfImagesAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken) =>
        IncludeEveryImage(actor, environment.Name) ? null : (await ListAsync(actor, environment, cancellationToken)).Select(c => c.ImageID).ToHashSet(StringComparer.Ordinal);

    /// <summary>Ids of the containers that <paramref name="actor"/> sees.</summary>
    /// <exception cref="EngineErrorException">The engine refused or does not answer.</exception>
    public static async Task<IReadOnlyList<string>> OfContainersAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken) =>
        [.. (await ListAsync(actor, environment, cancellationToken)).Select(c => c.ID)];

    private static async Task<IEnumerable<ContainerListResponse>> ListAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken)
    {
        try
        {
            var all = await environment.Connection.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, cancellationToken);
            return all.Where(c => actor.RightsOn(environment.Name, (c.Labels ?? new Dictionary<string, string>()).AsReadOnly()).HasFlag(Right.View));
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            throw new EngineErrorException(error, e);
        }
    }
}
