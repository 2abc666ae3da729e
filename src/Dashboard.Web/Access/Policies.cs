using Dashboard.Services.Access;
using Microsoft.AspNetCore.Authorization;

namespace Dashboard.Web.Access;

/// <summary>Who gets to a page at all; what they may do there is decided again at each action.</summary>
internal static class Policies
{
    /// <summary>Whoever may change the dashboard itself, now.</summary>
    public const string Manage = "Manage";

    /// <summary>Adds them.</summary>
    public static AuthorizationBuilder AddDashboardPolicies(this AuthorizationBuilder authorization) =>
        authorization.AddPolicy(Manage, policy => policy
            .RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.Identity is { IsAuthenticated: true } && context.User.ToActor().MayManage));
}
