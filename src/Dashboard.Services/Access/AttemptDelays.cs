namespace Dashboard.Services.Access;

/// <summary>
/// Growing delays between attempts at one thing: some are free, then 1 s, 2 s, 4 s … up to a most. An attempt counts
/// when it begins, so that many at once don't slip through; a success forgets its own. Memory is bounded.
/// </summary>
internal sealed class AttemptDelays(TimeProvider time, int free, TimeSpan longest, int capacity = 10_000, TimeSpan? forgetAfter = null)
{
    private readonly TimeSpan _forgetAfter = forgetAfter ?? TimeSpan.FromMinutes(15);
    private readonly Dictionary<string, Attempts> _attempts = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>How long <paramref name="key"/> has to wait before the next attempt; zero when it need not.</summary>
    public TimeSpan WaitFor(string key)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return _attempts.TryGetValue(key, out var attempts) && attempts.NextAt > now ? attempts.NextAt - now : TimeSpan.Zero;
        }
    }

    /// <summary>Counts an attempt.</summary>
    public void Count(string key)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var count = _attempts.TryGetValue(key, out var before) && now - before.LastAt < _forgetAfter ? before.Count + 1 : 1;
            if (before is null && _attempts.Count >= capacity)
                MakeRoom(now);
            _attempts[key] = new Attempts(count, now, now + Delay(count));
        }
    }

    /// <summary>Forgets every attempt of <paramref name="key"/>, after a success.</summary>
    /// <returns>How many there were.</returns>
    public int Forget(string key)
    {
        lock (_lock)
            return _attempts.Remove(key, out var attempts) && time.GetUtcNow() - attempts.LastAt < _forgetAfter ? attempts.Count : 0;
    }

    /// <summary>Forgets so many of the attempts of <paramref name="key"/>; the others go on counting.</summary>
    /// <returns>How many were forgotten.</returns>
    public int Forgive(string key, int count)
    {
        lock (_lock)
        {
            if (!_attempts.TryGetValue(key, out var attempts))
                return 0;
            var left = attempts.Count - count;
            if (left <= 0)
            {
                _attempts.Remove(key);
                return attempts.Count;
            }

            var now = time.GetUtcNow();
            _attempts[key] = attempts with { Count = left, NextAt = Earlier(attempts.NextAt, now + Delay(left)) };
            return count;
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private TimeSpan Delay(int count) => count <= free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, count - free - 1)));

    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var stale in _attempts.Where(a => now - a.Value.LastAt >= _forgetAfter).Select(a => a.Key).ToList())
            _attempts.Remove(stale);
        // A tenth at once, the oldest first, so that a flood of new keys does not sort the table for each of them.
        if (_attempts.Count >= capacity)
        {
            foreach (var old in _attempts.OrderBy(a => a.Value.LastAt).Take(capacity / 10 + 1).Select(a => a.Key).ToList())
                _attempts.Remove(old);
        }
    }

    private sealed record Attempts(int Count, DateTimeOffset LastAt, DateTimeOffset NextAt);
}
