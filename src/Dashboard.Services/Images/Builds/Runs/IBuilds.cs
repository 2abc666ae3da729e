using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images.Builds.Contexts;

namespace Dashboard.Services.Images.Builds.Runs;

/// <summary>Builds, wherever they were begun, as jobs of the server, and a history with their logs that outlives it.</summary>
public interface IBuilds
{
    /// <summary>Raised when any build has begun, gone on or ended, on its thread: return at once.</summary>
    event Action? Changed;

    /// <summary>Begins one of what the build page has, as a job.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="command">What.</param>
    /// <param name="context">The files; null for a lone Dockerfile and for a repository.</param>
    /// <param name="dockerfile">The Dockerfile as it was written; null when it is the context's own.</param>
    /// <exception cref="EngineErrorException">The context is gone, or its <c>.dockerignore</c> is wrong.</exception>
    BuildRun Start(Actor actor, DockerEnvironment environment, BuildImage command, StagedContext? context, string? dockerfile);

    /// <summary>Begins one of what somebody sends, as a job. Who may not build leaves no history.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="command">What.</param>
    /// <param name="input">An archive or a Dockerfile; must last as long as the job.</param>
    BuildRun Start(Actor actor, DockerEnvironment environment, BuildImage command, Stream input);

    /// <summary>Runs a typed line, as a job, to its end. Who may not build leaves no history.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="command">What.</param>
    /// <param name="watcher">Told all that the job is told, on its thread; null is nobody.</param>
    /// <param name="cancellationToken">Stops it, and the engine's work with it.</param>
    Task<CommandResult> RunAsync(Actor actor, DockerEnvironment environment, BuildImage command, IProgress<LayerProgress>? watcher, CancellationToken cancellationToken);

    /// <summary>Those on an engine that <paramref name="actor"/> began, and everybody's where they manage it; newest first.</summary>
    IReadOnlyList<BuildRun> SeenBy(Actor actor, DockerEnvironment environment);

    /// <summary>One of those; null when there is none.</summary>
    BuildRun? Find(Actor actor, DockerEnvironment environment, Guid id);

    /// <summary>The steps of one with their output.</summary>
    Task<IReadOnlyList<BuildStep>> StepsAsync(BuildRun run, CancellationToken cancellationToken);
}
