namespace Dashboard.Services.Containers.Stats;

/// <summary>
/// One container's last hour at a point each 10 s: a ring of 360 points, 29 KB when it is full. Points of its own base, so that each CPU figure is
/// the mean of its ten seconds, whether the samples between came from a stream or not.
/// </summary>
internal sealed class UsageHistory
{
    public static readonly TimeSpan Spacing = TimeSpan.FromSeconds(10);

    public const int Capacity = 360;

    // A stream's samples come a little early or late: without this slack each tenth would be missed now and then.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(500);

    // A longer gap is not one mean: the container was stopped, or the engine away.
    private static readonly TimeSpan LongestMean = TimeSpan.FromSeconds(30);

    private UsagePoint[] _ring = new UsagePoint[16];
    private int _head;
    private int _count;
    private StatsSample? _base;
    private DateTimeOffset _baseAt;

    public DateTimeOffset LastAt => _baseAt;

    /// <summary>Takes a sample if the next point is due.</summary>
    public void Add(DateTimeOffset at, StatsSample sample)
    {
        if (_base is null || at - _baseAt > LongestMean || sample.CpuTotal < _base.CpuTotal)
        {
            (_base, _baseAt) = (sample, at);
            return;
        }

        // The first mean may be a short one, so that there is something to see soon.
        if (at - _baseAt < (_count == 0 ? TimeSpan.FromMilliseconds(900) : Spacing - Slack))
        {
            return;
        }

        Push(UsagePoint.Of(at, ContainerStats.Between(_base, sample)));
        (_base, _baseAt) = (sample, at);
    }

    /// <summary>The points that are not older than an hour, oldest first.</summary>
    public IReadOnlyList<UsagePoint> Since(DateTimeOffset earliest)
    {
        var points = new List<UsagePoint>(_count);
        for (var i = 0; i < _count; i++)
        {
            var point = _ring[(_head + i) % _ring.Length];
            if (point.At >= earliest)
            {
                points.Add(point);
            }
        }

        return points;
    }

    private void Push(UsagePoint point)
    {
        if (_count == _ring.Length && _count < Capacity)
        {
            Grow();
        }

        _ring[(_head + _count) % _ring.Length] = point;
        if (_count < _ring.Length)
        {
            _count++;
        }
        else
        {
            _head = (_head + 1) % _ring.Length;
        }
    }

    // Most containers of a build server live for a minute: they need not hold the room of an hour.
    private void Grow()
    {
        var next = new UsagePoint[Math.Min(_ring.Length * 3, Capacity)];
        for (var i = 0; i < _count; i++)
        {
            next[i] = _ring[(_head + i) % _ring.Length];
        }

        (_ring, _head) = (next, 0);
    }
}
