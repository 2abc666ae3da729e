namespace Dashboard.Services.Access;

/// <summary>
/// What is open on behalf of whom: circuits, hub connections, streams. When a session ends, a token is revoked or a user
/// is disabled, everything that was registered for it is aborted.
/// </summary>
public interface ISessionRegistry
{
    /// <summary>Has <paramref name="abort"/> called, once and on any thread, when the session ends. It must be quick and not throw.</summary>
    /// <param name="session">Which session or token.</param>
    /// <param name="abort">Ends it.</param>
    /// <param name="followsRights">Whether it looks after rights that are taken away by itself; else it ends with any of them.</param>
    /// <returns>To be disposed when the connection ends by itself.</returns>
    IDisposable Register(SessionKey session, Action abort, bool followsRights = false);

    /// <summary>Aborts everything of one session or token.</summary>
    void Abort(SessionKey session);

    /// <summary>Aborts everything of one user.</summary>
    void AbortUser(string userId);

    /// <summary>Aborts what a user has open that does not follow their rights by itself; they have lost one.</summary>
    void AbortForRights(string userId);

    /// <summary>Sessions and tokens that have something open now.</summary>
    IReadOnlyCollection<SessionKey> Open { get; }
}
