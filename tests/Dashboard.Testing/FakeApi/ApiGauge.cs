namespace Dashboard.Testing;

/// <summary>How many of something are under way, how many were at most, and how many there have been.</summary>
public sealed class ApiGauge
{
    private readonly Lock _gate = new();

    /// <summary>Under way now.</summary>
    public int Now { get; private set; }

    /// <summary>At most at once since <see cref="Reset"/>.</summary>
    public int Most { get; private set; }

    /// <summary>All since <see cref="Reset"/>.</summary>
    public int Total { get; private set; }

    /// <summary>Counts from here on.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            (Most, Total) = (Now, 0);
        }
    }

    internal IDisposable Enter()
    {
        lock (_gate)
        {
            Now++;
            Total++;
            Most = Math.Max(Most, Now);
        }

        return new Stay(this);
    }

    private void Leave()
    {
        lock (_gate)
        {
            Now--;
        }
    }

    private sealed class Stay(ApiGauge gauge) : IDisposable
    {
        public void Dispose() => gauge.Leave();
    }
}
