using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs;

namespace Dashboard.Testing;

/// <summary>A log that somebody follows, written by a test.</summary>
public sealed class FakeLog
{
    private readonly Channel<byte[]> _batches = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    /// <summary>Batches that whoever follows has asked for and got.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Completes when nobody follows any more.</summary>
    public Task Left => _left.Task;

    /// <summary>The next batch.</summary>
    public void Write(byte[] batch) => _batches.Writer.TryWrite(batch);

    /// <summary>The container was removed: the log ends after what was written.</summary>
    public void End() => _batches.Writer.TryComplete();

    /// <summary>The log fails after what was written.</summary>
    public void Fail(EngineError error) => _batches.Writer.TryComplete(new EngineErrorException(error));

    internal async IAsyncEnumerable<byte[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (await _batches.Reader.WaitToReadAsync(cancellationToken))
            {
                while (_batches.Reader.TryRead(out var batch))
                {
                    Interlocked.Increment(ref _taken);
                    yield return batch;
                }
            }
        }
        finally
        {
            _left.TrySetResult();
        }
    }
}

/// <summary>Who asked for which log, and how.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Container">Whose log.</param>
/// <param name="Request">What of it.</param>
public sealed record LogFollowing(Actor Actor, ResourceName Container, LogRequest Request);

/// <summary>Logs of the containers that a test names; of all others there is none.</summary>
public sealed class FakeLogs : ILogs
{
    private readonly ConcurrentDictionary<string, FakeLog> _logs = new();
    private readonly ConcurrentQueue<LogFollowing> _followings = new();

    /// <summary>Every following, in order.</summary>
    public IReadOnlyList<LogFollowing> Followings => [.. _followings];

    /// <summary>The log of this container, from now on known.</summary>
    public FakeLog Of(string container) => _logs.GetOrAdd(container, _ => new FakeLog());

    /// <summary>Kept logs of containers that are gone, by environment.</summary>
    public Dictionary<DockerEnvironment, IReadOnlyList<GoneLog>> Kept { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<GoneLog> Gone(Actor actor, DockerEnvironment environment) => Kept.GetValueOrDefault(environment) ?? [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<byte[]> FollowAsync(
        Actor actor,
        DockerEnvironment environment,
        ResourceName container,
        LogRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _followings.Enqueue(new LogFollowing(actor, container, request));
        if (!_logs.TryGetValue(container.Value, out var log))
        {
            throw new EngineErrorException(EngineError.NoSuchContainer(container));
        }

        await foreach (var batch in log.ReadAsync(cancellationToken))
        {
            yield return batch;
        }
    }
}
