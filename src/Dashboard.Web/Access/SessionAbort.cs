using Dashboard.Services.Access;
using Dashboard.Web.Shell;

namespace Dashboard.Web.Access;

/// <summary>Cuts circuits and hub connections when the session or token that opened them ends: their user is fixed for life.</summary>
internal sealed class SessionAbort(RequestDelegate next, ISessionRegistry registry)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!AppUrls.IsConnection(context.Request.Path) || context.User.ToSessionKey() is not { } session)
        {
            await next(context);
            return;
        }

        using var registration = registry.Register(session, context.Abort);
        await next(context);
    }
}
