using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Stats;

namespace Dashboard.Testing;

/// <summary>The statistics of an engine played by a test: it counts the streams that are open and the samples that are asked for.</summary>
internal sealed class FakeStatsFeed : IStatsFeed, IDisposable
{
    private readonly ConcurrentDictionary<string, Channel<StatsSample>> _open = new();
    private readonly ConcurrentQueue<string> _opened = new();
    private readonly ConcurrentQueue<string> _sampled = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private CancellationTokenSource _lost = new();
    private int _atOnce;
    private int _mostAtOnce;

    /// <summary>Ids of every stream that was opened, in order.</summary>
    public IReadOnlyList<string> Opened => [.. _opened];

    /// <summary>Ids of the streams that are open now.</summary>
    public IReadOnlyCollection<string> Open => [.. _open.Keys];

    /// <summary>Ids of every sample that was asked for, in order.</summary>
    public IReadOnlyList<string> Sampled => [.. _sampled];

    /// <summary>Failures that were reported.</summary>
    public IReadOnlyList<string> Failures => [.. _failures];

    /// <summary>The most samples that were asked for at the same time.</summary>
    public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

    /// <summary>What the next sample of any container tells.</summary>
    public StatsSample Next { get; set; } = new() { CpuSystem = 1, OnlineCpus = 1 };

    /// <summary>The engine sends a sample on an open stream.</summary>
    public void Send(string id, StatsSample sample) => _open[id].Writer.TryWrite(sample);

    /// <summary>The engine ends a stream: with words it broke, without the container stopped.</summary>
    public void End(string id, string? failure = null) => _open[id].Writer.TryComplete(failure is null ? null : new IOException(failure));

    /// <summary>The engine falls silent and its connection is given up.</summary>
    public void Lose()
    {
        var lost = Interlocked.Exchange(ref _lost, new CancellationTokenSource());
        lost.Cancel();
    }

    public Task<CancellationToken> WaitUntilUpAsync(CancellationToken cancellationToken) => Task.FromResult(Volatile.Read(ref _lost).Token);

    public async Task<StatsSample?> SampleAsync(string id, CancellationToken cancellationToken)
    {
        var atOnce = Interlocked.Increment(ref _atOnce);
        InterlockedMax(ref _mostAtOnce, atOnce);
        await Task.Yield();
        _sampled.Enqueue(id);
        Interlocked.Decrement(ref _atOnce);
        return Next;
    }

    public async IAsyncEnumerable<StatsSample> StreamAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var samples = Channel.CreateUnbounded<StatsSample>();
        if (!_open.TryAdd(id, samples))
        {
            throw new InvalidOperationException($"A second stream of {id} was opened.");
        }

        _opened.Enqueue(id);
        try
        {
            await foreach (var sample in samples.Reader.ReadAllAsync(cancellationToken))
            {
                yield return sample;
            }
        }
        finally
        {
            _open.TryRemove(id, out _);
        }
    }

    public void ReportFailure(Exception exception) => _failures.Enqueue(exception.Message);

    public void Dispose() => _lost.Dispose();

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
