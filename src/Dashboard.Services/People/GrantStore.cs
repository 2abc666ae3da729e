using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.People;

/// <summary>A grant, as the list of grants shows it.</summary>
/// <param name="Id">Key of its row.</param>
/// <param name="Principal">Name of the user or group.</param>
/// <param name="IsGroup">Whether it is a group's.</param>
/// <param name="Role">Name of the role.</param>
/// <param name="Scope">Where.</param>
/// <param name="ProviderGroup">The group at the sign-in provider that it comes from; null when it was given here.</param>
public sealed record GrantDetails(string Id, string Principal, bool IsGroup, string Role, GrantScope Scope, string? ProviderGroup = null);

/// <summary>Grants: listed, given, taken away. For those only who may manage.</summary>
public sealed class GrantStore(PeopleChanges changes, IDbContextFactory<DashboardDbContext> contexts, TimeProvider time)
{
    /// <summary>All grants, by principal; none for who may not manage.</summary>
    public async Task<IReadOnlyList<GrantDetails>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.MayManage)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var users = await context.Users.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.UserName!, cancellationToken);
        var groups = await context.Groups.AsNoTracking().ToDictionaryAsync(g => g.Id, g => g.Name, cancellationToken);
        var roles = await context.OwnRoles.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Name, cancellationToken);
        var grants = await context.Grants.AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            .. grants.Select(g => new GrantDetails(
                    g.Id, g.UserId is null ? groups[g.GroupId!] : users[g.UserId], g.UserId is null, g.BuiltInRole ?? roles[g.RoleId!], g.Scope,
                    g.ProviderGroup))
                .OrderBy(g => g.IsGroup).ThenBy(g => g.Principal, StringComparer.OrdinalIgnoreCase).ThenBy(g => g.Role, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Gives a role to a user or a group.</summary>
    /// <param name="actor">Who gives.</param>
    /// <param name="principalId">Key of the user's or the group's row.</param>
    /// <param name="isGroup">Which of the two.</param>
    /// <param name="roleId">Name of a built-in role, or key of an own one.</param>
    /// <param name="scope">Where.</param>
    /// <param name="cancellationToken">Gives up; nothing is given then.</param>
    public async Task<PeopleOutcome> AddAsync(
        Actor actor, string principalId, bool isGroup, string roleId, GrantScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (principal, role) = await NamesAsync(principalId, isGroup, roleId, cancellationToken);
        var whom = $"{(isGroup ? "group" : "user")} {PeopleStore.Quote(principal)}";
        return await changes.RunAsync(actor, $"grant {PeopleStore.Quote(role)} to {whom} on {scope}", async (_, context, token) =>
        {
            var builtIn = BuiltInRoles.All.Contains(roleId, StringComparer.Ordinal);
            var known = (isGroup ? await context.Groups.AnyAsync(g => g.Id == principalId, token) : await context.Users.AnyAsync(u => u.Id == principalId, token))
                && (builtIn || await context.OwnRoles.AnyAsync(r => r.Id == roleId, token));
            if (!known)
            {
                return PeopleOutcome.Not(PeopleOutcome.Gone);
            }

            var grant = new Grant
            {
                Id = Guid.NewGuid().ToString(),
                UserId = isGroup ? null : principalId,
                GroupId = isGroup ? principalId : null,
                BuiltInRole = builtIn ? roleId : null,
                RoleId = builtIn ? null : roleId,
                Environment = scope.Environment,
                Project = scope.Project,
                LabelKey = scope.LabelKey,
                LabelValue = scope.LabelValue,
                CreatedAt = time.GetUtcNow(),
            };
            var others = await context.Grants.AsNoTracking()
                .Where(g => g.UserId == grant.UserId && g.GroupId == grant.GroupId && g.ProviderGroup == null).ToListAsync(token);
            if (others.Any(g => g.BuiltInRole == grant.BuiltInRole && g.RoleId == grant.RoleId && g.Scope == scope))
            {
                return PeopleOutcome.Not(PeopleOutcome.DuplicateGrant);
            }

            context.Grants.Add(grant);
            return PeopleOutcome.Done;
        }, cancellationToken);
    }

    /// <summary>Takes a grant away.</summary>
    public Task<PeopleOutcome> RemoveAsync(Actor actor, GrantDetails grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        var whom = $"{(grant.IsGroup ? "group" : "user")} {PeopleStore.Quote(grant.Principal)}";
        return changes.RunAsync(actor, $"revoke {PeopleStore.Quote(grant.Role)} from {whom} on {grant.Scope}", async (_, context, token) =>
            await context.Grants.Where(g => g.Id == grant.Id).ExecuteDeleteAsync(token) == 0 ? PeopleOutcome.Not(PeopleOutcome.Gone) : PeopleOutcome.Done,
            cancellationToken);
    }

    private async Task<(string Principal, string Role)> NamesAsync(string principalId, bool isGroup, string roleId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var principal = isGroup
            ? await context.Groups.Where(g => g.Id == principalId).Select(g => g.Name).SingleOrDefaultAsync(cancellationToken)
            : await context.Users.Where(u => u.Id == principalId).Select(u => u.UserName).SingleOrDefaultAsync(cancellationToken);
        var role = await context.OwnRoles.Where(r => r.Id == roleId).Select(r => r.Name).SingleOrDefaultAsync(cancellationToken);
        return (principal ?? principalId, role ?? roleId);
    }
}
