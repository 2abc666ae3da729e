using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.People;

/// <summary>A group and who is in it.</summary>
/// <param name="Id">Key of its row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Members">Keys of its members.</param>
/// <param name="Grants">How many grants it has.</param>
public sealed record GroupDetails(string Id, string Name, IReadOnlyList<string> Members, int Grants);

/// <summary>Groups of people: listed, made, filled, removed. For those only who may manage.</summary>
public sealed class GroupStore(PeopleChanges changes, IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>All groups, by name; none for who may not manage.</summary>
    public async Task<IReadOnlyList<GroupDetails>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.MayManage)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var groups = await context.Groups.AsNoTracking().OrderBy(g => g.Name).ToListAsync(cancellationToken);
        var members = (await context.GroupMembers.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(m => m.GroupId, m => m.UserId);
        var grants = (await context.Grants.AsNoTracking().Where(g => g.GroupId != null).ToListAsync(cancellationToken)).ToLookup(g => g.GroupId);
        return [.. groups.Select(g => new GroupDetails(g.Id, g.Name, [.. members[g.Id]], grants[g.Id].Count()))];
    }

    /// <summary>Makes a group, or (with <paramref name="id"/>) changes one: its name and who is in it.</summary>
    public Task<PeopleOutcome> SaveAsync(Actor actor, string? id, string name, IReadOnlyCollection<string> members, CancellationToken cancellationToken) =>
        changes.RunAsync(actor, $"group {(id is null ? "add" : "change")} {PeopleStore.Quote(name)}", async (_, context, token) =>
        {
            name = name.Trim();
            if (!Names.AreFine(name))
            {
                return PeopleOutcome.Not(PeopleOutcome.InvalidName);
            }

            if (await context.Groups.AnyAsync(g => g.Name == name && g.Id != id, token))
            {
                return PeopleOutcome.Not(PeopleOutcome.DuplicateName);
            }

            var group = id is null ? new UserGroup { Id = Guid.NewGuid().ToString(), Name = name } : await context.Groups.FindAsync([id], token);
            if (group is null)
            {
                return PeopleOutcome.Not(PeopleOutcome.Gone);
            }

            group.Name = name;
            if (id is null)
            {
                context.Groups.Add(group);
            }

            var present = await context.GroupMembers.Where(m => m.GroupId == group.Id).ToListAsync(token);
            var known = await context.Users.Where(u => members.Contains(u.Id)).Select(u => u.Id).ToListAsync(token);
            context.GroupMembers.RemoveRange(present.Where(m => !known.Contains(m.UserId)));
            context.GroupMembers.AddRange(known.Except(present.Select(m => m.UserId)).Select(user => new GroupMember { GroupId = group.Id, UserId = user }));
            return PeopleOutcome.Done;
        }, cancellationToken);

    /// <summary>Removes a group and what was granted to it.</summary>
    public Task<PeopleOutcome> DeleteAsync(Actor actor, string id, string name, CancellationToken cancellationToken) =>
        changes.RunAsync(actor, $"group rm {PeopleStore.Quote(name)}", async (_, context, token) =>
            await context.Groups.Where(g => g.Id == id).ExecuteDeleteAsync(token) == 0 ? PeopleOutcome.Not(PeopleOutcome.Gone) : PeopleOutcome.Done,
            cancellationToken);
}
