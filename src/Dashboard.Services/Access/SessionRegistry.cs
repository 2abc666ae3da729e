using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Access;

/// <inheritdoc />
internal sealed partial class SessionRegistry(ILogger<SessionRegistry> logger) : ISessionRegistry
{
    private readonly ConcurrentDictionary<Registration, byte> _open = new();

    public IReadOnlyCollection<SessionKey> Open => _open.Keys.Select(r => r.Session).ToHashSet();

    public IDisposable Register(SessionKey session, Action abort, bool followsRights = false)
    {
        var registration = new Registration(this, session, abort, followsRights);
        _open.TryAdd(registration, 0);
        return registration;
    }

    public void Abort(SessionKey session) => Abort(r => r.Session == session);

    public void AbortUser(string userId) => Abort(r => r.Session.UserId == userId);

    public void AbortForRights(string userId) => Abort(r => r.Session.UserId == userId && !r.FollowsRights);

    private void Abort(Func<Registration, bool> which)
    {
        foreach (var registration in _open.Keys.Where(which))
        {
            if (!_open.TryRemove(registration, out _))
                continue;
            try
            {
                registration.Abort();
            }
#pragma warning disable CA1031 // One connection that fails to abort must not keep the others open.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogAbortFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A connection of an ended session could not be aborted.")]
    private partial void LogAbortFailed(Exception e);

    private sealed class Registration(SessionRegistry registry, SessionKey session, Action abort, bool followsRights) : IDisposable
    {
        public bool FollowsRights { get; } = followsRights;

        public SessionKey Session { get; } = session;

        public void Abort() => abort();

        public void Dispose() => registry._open.TryRemove(this, out _);
    }
}
