namespace Dashboard.Services.Access;

/// <summary>All that somebody has been granted, and the one place where grants become rights on a thing.</summary>
public sealed class GrantSet(IReadOnlyList<HeldGrant> grants)
{
    /// <summary>Nothing.</summary>
    public static GrantSet None { get; } = new([]);

    /// <summary>The grants.</summary>
    public IReadOnlyList<HeldGrant> Grants { get; } = grants;

    /// <summary>Rights held on something at least; what a menu may offer before a thing is chosen.</summary>
    public Right Anywhere => Union(Grants);

    /// <summary>Rights held without bounds, the dashboard's own settings included.</summary>
    public Right Everywhere => Union(Grants.Where(g => g.Scope.Kind == GrantScopeKind.Everywhere));

    /// <summary>These rights without bounds.</summary>
    public static GrantSet Of(Right rights) =>
        rights == Right.None ? None : new([new HeldGrant("", "", rights, GrantScope.Everywhere, null)]);

    /// <summary>Rights on something with these labels.</summary>
    public Right On(string environment, IReadOnlyDictionary<string, string> labels) => Union(Covering(environment, labels));

    /// <summary>Rights on an engine itself and all that is on it.</summary>
    public Right OnAllOf(string environment) => Union(Grants.Where(g => g.Scope.CoversAllOf(environment)));

    /// <summary>Rights on something of an engine, at least.</summary>
    public Right SomewhereOn(string environment) => Union(Grants.Where(g => g.Scope.Touches(environment)));

    /// <summary>Whether anything on the engine can be seen; else the engine does not exist for them.</summary>
    public bool Touches(string environment) => Grants.Any(g => g.Scope.Touches(environment) && g.Rights.HasFlag(Right.View));

    /// <summary>The grants that reach something with these labels.</summary>
    public IEnumerable<HeldGrant> Covering(string environment, IReadOnlyDictionary<string, string> labels) =>
        Grants.Where(g => g.Scope.Covers(environment, labels));

    /// <summary>Whether every right of <paramref name="other"/> is still given, scope by scope.</summary>
    public bool Includes(GrantSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Grants.All(old => (old.Rights & ~Union(Grants.Where(g => g.Scope == old.Scope))) == Right.None);
    }

    private static Right Union(IEnumerable<HeldGrant> grants) => grants.Aggregate(Right.None, (rights, grant) => rights | grant.Rights);
}
