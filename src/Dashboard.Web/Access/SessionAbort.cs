using Dashboard.Services.Access;
using Dashboard.Web.Shell;

namespace Dashboard.Web.Access;

/// <summary>
/// Cuts whatever is under way for a session or token when it ends: circuits and hub connections, whose user is fixed for life, and also
/// downloads and calls of the API.
/// </summary>
internal sealed class SessionAbort(RequestDelegate next, ISessionRegistry registry)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User.ToSessionKey() is not { } session)
        {
            await next(context);
            return;
        }

        // Streams of hubs ask for their own right: who loses one keeps the others.
        var followsRights = context.Request.Path.StartsWithSegments(AppUrls.Hubs, StringComparison.Ordinal);
        using var registration = registry.Register(session, context.Abort, followsRights);
        context.Items[typeof(SessionAbort)] = registration;
        await next(context);
    }

    /// <summary>This request ends its own session and is to be answered all the same.</summary>
    public static void LetFinish(HttpContext context) => (context.Items[typeof(SessionAbort)] as IDisposable)?.Dispose();
}
