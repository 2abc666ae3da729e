namespace Dashboard.Services.Access;

/// <summary>
/// What is open on behalf of whom: circuits, hub connections, streams. When a session ends, a token is revoked or a user
/// is disabled, everything that was registered for it is aborted.
/// </summary>
public interface ISessionRegistry
{
    /// <summary>Has <paramref name="abort"/> called, once and on any thread, when the session ends. It must be quick and not throw.</summary>
    /// <returns>To be disposed when the connection ends by itself.</returns>
    IDisposable Register(SessionKey session, Action abort);

    /// <summary>Aborts everything of one session or token.</summary>
    void Abort(SessionKey session);

    /// <summary>Aborts everything of one user.</summary>
    void AbortUser(string userId);

    /// <summary>Sessions and tokens that have something open now.</summary>
    IReadOnlyCollection<SessionKey> Open { get; }
}
