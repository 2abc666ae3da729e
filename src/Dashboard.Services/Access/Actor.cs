using Dashboard.Services.Commands;

namespace Dashboard.Services.Access;

/// <summary>
/// Who acts: made once per request, circuit or connection from the signed-in session or API token, never from what the
/// browser says. Everything in Services that acts or reads takes one.
/// </summary>
/// <param name="UserId">Key of the user's row.</param>
/// <param name="UserName">Name as shown and as written to the audit log.</param>
/// <param name="Rights">What they may do at most; scopes narrow it further.</param>
/// <param name="Origin">How they came in: "browser", "api" or "cli"; written to the audit log.</param>
public sealed record Actor(string UserId, string UserName, Right Rights, string Origin)
{
    /// <summary>The program itself, for work that nobody asked for (monitoring, clean-up). Has no rights on containers' contents.</summary>
    public static Actor System { get; } = new("", "system", Right.View, "cli");

    /// <summary>Nobody yet, for a page that has not learnt who looks at it. May do nothing.</summary>
    public static Actor Nobody { get; } = new("", "", Right.None, "browser");

    /// <summary>Whether they may change the dashboard itself: people, roles, settings.</summary>
    public bool MayManage => Rights.HasFlag(Right.Manage | Right.View);

    /// <summary>Whether <paramref name="right"/> is held on <paramref name="target"/>.</summary>
    public bool May(Right right, CommandTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return (Rights & (right | Right.View)) == (right | Right.View);
    }
}
