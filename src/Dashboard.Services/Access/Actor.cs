using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Services.Access;

/// <summary>
/// Who acts: made once per request, circuit or connection from the signed-in session or API token, never from what the
/// browser says. Everything in Services that acts or reads takes one. It holds no rights but asks for them at each check, so what is
/// taken from somebody is gone for what they have open too.
/// </summary>
public sealed record Actor
{
    private readonly Func<GrantSet> _grants;
    private readonly Right _ceiling;

    /// <summary>Somebody who holds <paramref name="rights"/> everywhere, for good: the program itself, and tests.</summary>
    /// <param name="userId">Key of the user's row.</param>
    /// <param name="userName">Name as shown and as written to the audit log.</param>
    /// <param name="rights">What they may do, to everything.</param>
    /// <param name="origin">How they came in: "browser", "api" or "cli"; written to the audit log.</param>
    public Actor(string userId, string userName, Right rights, string origin)
        : this(userId, userName, origin, GrantSet.Of(rights))
    {
    }

    /// <summary>Somebody who holds <paramref name="grants"/>, for good.</summary>
    public Actor(string userId, string userName, string origin, GrantSet grants)
        : this(userId, userName, origin, () => grants, Right.All)
    {
    }

    /// <summary>A user, with what they are granted at each moment.</summary>
    /// <param name="userId">Key of the user's row.</param>
    /// <param name="userName">Name as shown and as written to the audit log.</param>
    /// <param name="origin">How they came in.</param>
    /// <param name="source">Where their grants are asked for.</param>
    /// <param name="ceiling">What their token allows at most; <see cref="Right.All"/> for a browser.</param>
    public Actor(string userId, string userName, string origin, IRightsSource source, Right ceiling)
        : this(userId, userName, origin, () => source.Of(userId), ceiling)
    {
    }

    private Actor(string userId, string userName, string origin, Func<GrantSet> grants, Right ceiling) =>
        (UserId, UserName, Origin, _grants, _ceiling) = (userId, userName, origin, grants, ceiling);

    /// <summary>The program itself, for work that nobody asked for (monitoring, clean-up). Has no rights on containers' contents.</summary>
    public static Actor System { get; } = new("", "system", Right.View, "cli");

    /// <summary>Nobody yet, for a page that has not learnt who looks at it. May do nothing.</summary>
    public static Actor Nobody { get; } = new("", "", Right.None, "browser");

    /// <summary>Key of the user's row.</summary>
    public string UserId { get; }

    /// <summary>Name as shown and as written to the audit log.</summary>
    public string UserName { get; }

    /// <summary>How they came in: "browser", "api" or "cli"; written to the audit log.</summary>
    public string Origin { get; }

    /// <summary>What they may do to something at least, now. Never a permission by itself: ask <see cref="May(Right, ResourceName, ContainerSummary)"/>.</summary>
    public Right Rights => _grants().Anywhere & _ceiling;

    /// <summary>Whether they may change the dashboard itself: people, roles, settings.</summary>
    public bool MayManage => MayEverywhere(Right.Manage);

    /// <summary>What they may do to <paramref name="container"/> now; nothing at all when they may not view it.</summary>
    public Right RightsOn(ResourceName environment, ContainerSummary container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return RightsOn(environment, container.Labels);
    }

    /// <summary>What they may do now to something on <paramref name="environment"/> with these labels.</summary>
    public Right RightsOn(ResourceName environment, IReadOnlyDictionary<string, string> labels) =>
        Seen(_grants().On(environment.Value, labels));

    /// <summary>Whether <paramref name="right"/> is held on <paramref name="container"/> now.</summary>
    public bool May(Right right, ResourceName environment, ContainerSummary container) => RightsOn(environment, container).HasFlag(right | Right.View);

    /// <summary>Whether <paramref name="right"/> is held on the engine itself and all that is on it.</summary>
    public bool MayOnAllOf(Right right, ResourceName environment) => Seen(_grants().OnAllOf(environment.Value)).HasFlag(right | Right.View);

    /// <summary>Whether <paramref name="right"/> is held on something of the engine; never a permission to do it to a certain thing.</summary>
    public bool MaySomewhereOn(Right right, ResourceName environment) =>
        CanSeeAnyOf(environment) && (_grants().SomewhereOn(environment.Value) & _ceiling).HasFlag(right);

    /// <summary>Whether anything on the engine can be seen; else the engine does not exist for them.</summary>
    public bool CanSeeAnyOf(ResourceName environment) => _ceiling.HasFlag(Right.View) && _grants().Touches(environment.Value);

    /// <summary>The same person, who for once does not use some of their rights: a page that shows no secret until it is asked to.</summary>
    public Actor Without(Right rights) => new(UserId, UserName, Origin, _grants, _ceiling & ~rights);

    /// <summary>Whether <paramref name="right"/> is held without bounds.</summary>
    public bool MayEverywhere(Right right) => Seen(_grants().Everywhere).HasFlag(right | Right.View);

    /// <summary>The grants that are behind it all, now.</summary>
    internal GrantSet Grants => _grants();

    private Right Seen(Right granted) => (granted & _ceiling) is var rights && rights.HasFlag(Right.View) ? rights : Right.None;
}
