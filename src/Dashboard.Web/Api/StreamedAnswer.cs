using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Web.Api;

/// <summary>What all answers share that stream something of a container and may take hours.</summary>
internal static class StreamedAnswer
{
    /// <summary>Ends the request with the session: somebody who is signed out or disabled has none of it any more.</summary>
    public static IDisposable? EndWithSession(HttpContext http, ISessionRegistry sessions) =>
        http.User.ToSessionKey() is { } key ? sessions.Register(key, http.Abort) : null;

    /// <summary>The container that a request's path names.</summary>
    /// <exception cref="EngineErrorException">NotFound: no container can have that name.</exception>
    public static ResourceName Container(string name) => ResourceName.TryParse(name, out var parsed)
        ? parsed
        : throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such container: {name}"));
}
