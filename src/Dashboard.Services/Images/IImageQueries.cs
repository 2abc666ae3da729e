using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Images;

/// <summary>Reads of images, each scoped to who asks: images are everybody's who may see anything on the engine, the containers of them are not.</summary>
public interface IImageQueries
{
    /// <summary>Names and tags of the images on the engine ("nginx:1.27"), in alphabetical order; for whoever may see anything there.</summary>
    /// <exception cref="EngineErrorException">NotFound: nothing of the engine is theirs to see. Unreachable: the engine is not up.</exception>
    Task<IReadOnlyList<string>> TagsAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken);

    /// <summary>The images on the engine, newest first, with the containers made from them.</summary>
    /// <exception cref="EngineErrorException">NotFound: nothing of the engine is theirs to see. Unreachable: the engine is not up.</exception>
    Task<IReadOnlyList<ImageSummary>> ListAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken);

    /// <summary>How many bytes of each image, by its id, other images have too. Takes an old engine a while.</summary>
    /// <exception cref="EngineErrorException">NotFound: nothing of the engine is theirs to see. Unreachable: the engine is not up.</exception>
    Task<IReadOnlyDictionary<string, long>> SharedSizesAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken);

    /// <summary>All about one image, by name or id.</summary>
    /// <exception cref="EngineErrorException">NotFound: there is none. Invalid: that is no name. Unreachable: the engine is not up.</exception>
    Task<ImageDetails> DetailsAsync(Actor actor, DockerEnvironment environment, string image, CancellationToken cancellationToken);
}
