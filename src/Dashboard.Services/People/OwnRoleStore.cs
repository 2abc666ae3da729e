using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.People;

/// <summary>A role, built-in or own.</summary>
/// <param name="Id">Key of an own role's row; the name of a built-in one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rights">What it gives.</param>
/// <param name="IsBuiltIn">Whether it can't be changed.</param>
/// <param name="Grants">How often it is granted.</param>
public sealed record RoleDetails(string Id, string Name, Right Rights, bool IsBuiltIn, int Grants);

/// <summary>Roles: the built-in ones, and own ones that can be made, changed and removed. For those only who may manage.</summary>
public sealed class OwnRoleStore(PeopleChanges changes, IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>The built-in roles, then own ones by name; none for who may not manage.</summary>
    public async Task<IReadOnlyList<RoleDetails>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.MayManage)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await context.OwnRoles.AsNoTracking().OrderBy(r => r.Name).ToListAsync(cancellationToken);
        var grants = (await context.Grants.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(g => g.RoleId ?? g.BuiltInRole);
        return
        [
            .. BuiltInRoles.All.Select(name => new RoleDetails(name, name, BuiltInRoles.RightsOf(name), true, grants[name].Count())),
            .. own.Select(r => new RoleDetails(r.Id, r.Name, r.Rights, false, grants[r.Id].Count())),
        ];
    }

    /// <summary>Makes a role, or (with <paramref name="id"/>) changes one. To view is part of every role.</summary>
    public Task<PeopleOutcome> SaveAsync(Actor actor, string? id, string name, Right rights, CancellationToken cancellationToken) =>
        changes.RunAsync(actor, $"role {(id is null ? "add" : "change")} {PeopleStore.Quote(name)} ({RightNames.Of(rights)})", async (_, context, token) =>
        {
            name = name.Trim();
            if (!Names.AreFine(name))
            {
                return PeopleOutcome.Not(PeopleOutcome.InvalidName);
            }

            if ((rights & Right.All) == Right.None)
            {
                return PeopleOutcome.Not(PeopleOutcome.NoRights);
            }

            if (BuiltInRoles.All.Contains(name, StringComparer.OrdinalIgnoreCase) || await context.OwnRoles.AnyAsync(r => r.Name == name && r.Id != id, token))
            {
                return PeopleOutcome.Not(PeopleOutcome.DuplicateName);
            }

            var all = (rights | Right.View) & Right.All;
            if (id is null)
            {
                context.OwnRoles.Add(new OwnRole { Id = Guid.NewGuid().ToString(), Name = name, Rights = all });
                return PeopleOutcome.Done;
            }

            if (await context.OwnRoles.FindAsync([id], token) is not { } role)
            {
                return PeopleOutcome.Not(PeopleOutcome.Gone);
            }

            (role.Name, role.Rights) = (name, all);
            return PeopleOutcome.Done;
        }, cancellationToken);

    /// <summary>Removes a role and every grant of it.</summary>
    public Task<PeopleOutcome> DeleteAsync(Actor actor, string id, string name, CancellationToken cancellationToken) =>
        changes.RunAsync(actor, $"role rm {PeopleStore.Quote(name)}", async (_, context, token) =>
            await context.OwnRoles.Where(r => r.Id == id).ExecuteDeleteAsync(token) == 0 ? PeopleOutcome.Not(PeopleOutcome.Gone) : PeopleOutcome.Done,
            cancellationToken);
}
