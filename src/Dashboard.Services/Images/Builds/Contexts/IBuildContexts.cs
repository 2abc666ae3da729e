using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>Build contexts that people have sent: whole archives in a private folder, bounded, seen by who sent them and by nobody else.</summary>
public interface IBuildContexts
{
    /// <summary>Takes an archive in, tar or tar.gz, as it comes; the same id again replaces what it was.</summary>
    /// <exception cref="EngineErrorException">Refused: who may not build may not send. Invalid: it is too large, no archive, or leads out of itself.</exception>
    Task<StagedContext> StageAsync(Actor actor, DockerEnvironment environment, Guid id, string name, Stream archive, CancellationToken cancellationToken);

    /// <summary>One of somebody's own; null when there is none of that id, or not any more.</summary>
    StagedContext? Find(Actor actor, Guid id);

    /// <summary>A file of it as text; null when there is none, or it is no text.</summary>
    Task<string?> ReadTextAsync(StagedContext context, string path, CancellationToken cancellationToken);

    /// <summary>It as it goes to the engine: without what its <c>.dockerignore</c> leaves out.</summary>
    /// <param name="context">Which.</param>
    /// <param name="dockerfile">Path of the Dockerfile.</param>
    /// <param name="text">What is built instead of the Dockerfile that is in it; null for that.</param>
    /// <exception cref="EngineErrorException">NotFound: it is gone. Invalid: its <c>.dockerignore</c> is wrong.</exception>
    Stream Open(StagedContext context, string dockerfile, string? text);

    /// <summary>Which of these paths need not be sent at all; whatever might be a Dockerfile is not among them.</summary>
    /// <param name="actor">Who asks: somebody who may build.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="ignore">Text of the <c>.dockerignore</c>.</param>
    /// <param name="paths">Paths from the top of the folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their places in <paramref name="paths"/>.</returns>
    /// <exception cref="EngineErrorException">Refused: who may not build; Invalid: a line of the file is wrong, or it takes too long.</exception>
    IReadOnlyList<int> LeftOut(Actor actor, DockerEnvironment environment, string ignore, IReadOnlyList<string> paths, CancellationToken cancellationToken);
}
