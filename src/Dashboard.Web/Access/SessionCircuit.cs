using Dashboard.Services.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dashboard.Web.Access;

/// <summary>
/// Every click in a circuit is a use of the session, and finds out when it has ended: a circuit makes no requests that
/// would. What a dead session clicks is dropped.
/// </summary>
internal sealed class SessionCircuit(AuthenticationStateProvider authentication, SessionStore sessions, ISessionRegistry registry) : CircuitHandler
{
    /// <inheritdoc />
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        async context =>
        {
            var user = (await authentication.GetAuthenticationStateAsync()).User;
            if (user.ToSessionKey() is { } key && await sessions.FindAsync(key, CancellationToken.None) is null)
                registry.Abort(key);
            else
                await next(context);
        };
}
