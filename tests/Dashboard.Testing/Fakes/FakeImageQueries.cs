using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;

namespace Dashboard.Testing;

/// <summary>Images as a test tells them.</summary>
public sealed class FakeImageQueries(FakeCreationQueries creation) : IImageQueries
{
    /// <summary>The images on the engine.</summary>
    public IReadOnlyList<ImageSummary> All { get; set; } = [];

    /// <summary>What more there is to tell of each.</summary>
    public Func<ImageSummary, ImageDetails> Details { get; set; } = image => new ImageDetails(image, "linux/amd64", "", "", [], [], []);

    /// <summary>Bytes of each that others have too, by id.</summary>
    public IReadOnlyDictionary<string, long> Shared { get; set; } = new Dictionary<string, long>();

    /// <summary>What every read fails with; null while they work.</summary>
    public EngineError? Error { get; set; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> TagsAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken) => Answer(creation.Error, creation.Images);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImageSummary>> ListAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken) => Answer(Error, All);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> SharedSizesAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken) => Answer(Error, Shared);

    /// <inheritdoc/>
    public Task<ImageDetails> DetailsAsync(Actor actor, DockerEnvironment environment, string image, CancellationToken cancellationToken) =>
        All.FirstOrDefault(i => i.Id == image || i.ShortId == image || i.Id == $"sha256:{image}" || i.Tags.Contains(image)) is { } found
            ? Answer(Error, Details(found))
            : throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such image: {image}"));

    private static Task<T> Answer<T>(EngineError? error, T answer) => error is null ? Task.FromResult(answer) : throw new EngineErrorException(error);
}
