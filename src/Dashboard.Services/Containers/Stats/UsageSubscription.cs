using System.Threading.Channels;

namespace Dashboard.Services.Containers.Stats;

/// <summary>One viewer of one container. A slow one loses the oldest points of its few in waiting; the figures of the next are whole all the same.</summary>
internal sealed class UsageSubscription(IReadOnlyList<UsagePoint> past, Action<UsageSubscription> unsubscribe) : IDisposable
{
    private const int MostWaiting = 8;

    private readonly Channel<UsagePoint> _points = Channel.CreateBounded<UsagePoint>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>The points before this began, oldest first.</summary>
    public IReadOnlyList<UsagePoint> Past { get; } = past;

    /// <summary>Points as they come; ends when the container is removed.</summary>
    public IAsyncEnumerable<UsagePoint> ReadAllAsync(CancellationToken cancellationToken) => _points.Reader.ReadAllAsync(cancellationToken);

    public void Dispose() => unsubscribe(this);

    internal void Add(UsagePoint point) => _points.Writer.TryWrite(point);

    internal void Complete() => _points.Writer.TryComplete();
}
