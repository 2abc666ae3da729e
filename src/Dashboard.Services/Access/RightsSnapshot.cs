using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Access;

/// <summary>The grants of all enabled users at a moment. A team's grants are few, so all of them are read at once.</summary>
internal sealed class RightsSnapshot
{
    private RightsSnapshot(long version, IReadOnlyDictionary<string, GrantSet> users, IReadOnlyCollection<GrantScope> scopes) =>
        (Version, Users, Scopes) = (version, users, scopes);

    /// <summary>Counts the changes; see <see cref="RightsVersion"/>.</summary>
    public long Version { get; }

    /// <summary>Enabled users and what they hold.</summary>
    public IReadOnlyDictionary<string, GrantSet> Users { get; }

    /// <summary>Every scope that is granted to anybody.</summary>
    public IReadOnlyCollection<GrantScope> Scopes { get; }

    /// <summary>Whether somebody could still mend the rest; there must always be one.</summary>
    public bool HasAdmin => Users.Values.Any(g => g.Everywhere.HasFlag(Right.Manage));

    // Synchronous, as SQLite is anyway: a right is asked for where nothing can be awaited.
    public static RightsSnapshot Load(DashboardDbContext context)
    {
        // First of all: what changes while we read is then read again.
        var version = VersionOf(context);
        var users = context.Users.AsNoTracking().Where(u => !u.IsDisabled).Select(u => u.Id).ToList();
        var groups = context.Groups.AsNoTracking().ToDictionary(g => g.Id, g => g.Name);
        var groupsOf = context.GroupMembers.AsNoTracking().AsEnumerable().ToLookup(m => m.UserId, m => m.GroupId);
        var roles = context.OwnRoles.AsNoTracking().ToDictionary(r => r.Id);
        var grants = context.Grants.AsNoTracking().ToList();
        var ofUser = grants.Where(g => g.UserId is not null).ToLookup(g => g.UserId!);
        var ofGroup = grants.Where(g => g.GroupId is not null).ToLookup(g => g.GroupId!);
        return new RightsSnapshot(
            version,
            users.ToDictionary(
                id => id,
                id => new GrantSet(
                [
                    .. ofUser[id].Select(g => Held(g, roles, null)),
                    .. groupsOf[id].SelectMany(group => ofGroup[group].Select(g => Held(g, roles, groups[group]))),
                ])),
            [.. grants.Select(g => g.Scope).Distinct()]);
    }

    public static long VersionOf(DashboardDbContext context) => context.RightsVersions.AsNoTracking().Select(v => v.Version).Single();

    private static HeldGrant Held(Grant grant, Dictionary<string, OwnRole> roles, string? group) =>
        grant.RoleId is not null && roles.TryGetValue(grant.RoleId, out var own)
            ? new HeldGrant(grant.Id, own.Name, own.Rights, grant.Scope, group)
            : new HeldGrant(grant.Id, grant.BuiltInRole ?? "", BuiltInRoles.RightsOf(grant.BuiltInRole ?? ""), grant.Scope, group);
}
