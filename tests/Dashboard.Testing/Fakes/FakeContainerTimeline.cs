using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Timeline;
using Dashboard.Services.Environments;

namespace Dashboard.Testing;

/// <summary>What happened to a container, as a test tells it.</summary>
public sealed class FakeContainerTimeline : IContainerTimeline
{
    private readonly Channel<ContainerStory> _stories = Channel.CreateUnbounded<ContainerStory>();

    /// <summary>What every watch fails with; null while it works.</summary>
    public EngineError? Error { get; set; }

    /// <summary>The next picture.</summary>
    public void Tell(params IReadOnlyList<TimelineEntry> entries) => Tell(new ContainerStory(entries, [], true, 0));

    /// <inheritdoc cref="Tell(IReadOnlyList{TimelineEntry})"/>
    public void Tell(ContainerStory story) => _stories.Writer.TryWrite(story);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ContainerStory> WatchAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Error is { } error)
        {
            throw new EngineErrorException(error);
        }

        await foreach (var story in _stories.Reader.ReadAllAsync(cancellationToken))
        {
            yield return story;
        }
    }
}
