namespace Dashboard.Services.Access;

/// <summary>Challenges that were answered rightly, until they are void by age. Only successes are kept, so strangers can't fill it.</summary>
public sealed class PasskeyAnswers(TimeProvider time)
{
    /// <summary>How long a challenge is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>False when this challenge was answered before.</summary>
    internal bool TryUse(string state)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var old in _used.Where(u => u.Value <= now).Select(u => u.Key).ToList())
            {
                _used.Remove(old);
            }

            return _used.TryAdd(Secret.Hash(state), now + Lifetime);
        }
    }
}
