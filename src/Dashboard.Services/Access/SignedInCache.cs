using System.Collections.Concurrent;

namespace Dashboard.Services.Access;

/// <summary>
/// Remembers for <see cref="For"/> who a session or token let in, so that a burst of requests asks the database once.
/// Only successes are kept, so strangers can't fill it.
/// </summary>
internal sealed class SignedInCache(TimeProvider time)
{
    /// <summary>How stale an answer may be; what this process ends itself is forgotten at once.</summary>
    public static readonly TimeSpan For = TimeSpan.FromSeconds(1);

    private const int Most = 4096;
    private readonly ConcurrentDictionary<string, (SignedIn SignedIn, DateTimeOffset Until)> _known = new();

    public SignedIn? Find(string id) =>
        _known.TryGetValue(id, out var entry) && entry.Until > time.GetUtcNow() ? entry.SignedIn : null;

    public void Keep(SignedIn signedIn)
    {
        if (_known.Count >= Most)
            _known.Clear();
        _known[signedIn.Key.Id] = (signedIn, time.GetUtcNow() + For);
    }

    public void Forget(string id) => _known.TryRemove(id, out _);

    public void ForgetUser(string userId)
    {
        foreach (var id in _known.Where(e => e.Value.SignedIn.Key.UserId == userId).Select(e => e.Key))
            _known.TryRemove(id, out _);
    }
}
