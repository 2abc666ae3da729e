using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Images;

/// <summary>Reads of images, each scoped to who asks.</summary>
public interface IImageQueries
{
    /// <summary>Names and tags of the images on the engine ("nginx:1.27"), in alphabetical order; for whoever may see anything there.</summary>
    /// <exception cref="EngineErrorException">NotFound: nothing of the engine is theirs to see. Unreachable: the engine is not up.</exception>
    Task<IReadOnlyList<string>> TagsAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IImageQueries"/>
internal sealed class ImageQueries : IImageQueries
{
    private const string Untagged = "<none>:<none>";

    public async Task<IReadOnlyList<string>> TagsAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken)
    {
        if (!actor.CanSeeAnyOf(environment.Name))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such environment: {environment.Name}"));
        }

        try
        {
            var images = await environment.Connection.Client.Images.ListImagesAsync(new Docker.DotNet.Models.ImagesListParameters(), cancellationToken);
            return [.. images.SelectMany(i => i.RepoTags ?? []).Where(t => t != Untagged).Distinct().Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            throw new EngineErrorException(error, e);
        }
    }
}
