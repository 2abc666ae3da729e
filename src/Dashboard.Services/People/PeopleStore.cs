using System.Security.Cryptography;
using Dashboard.Services.Access;
using Dashboard.Services.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Services.People;

/// <summary>Accounts: listed, made, kept out, removed. For those only who may manage.</summary>
public sealed class PeopleStore(
    PeopleChanges changes,
    IDbContextFactory<DashboardDbContext> contexts,
    SessionStore sessionStore,
    ApiTokenStore tokens,
    IRightsSource rights,
    TimeProvider time)
{
    // Without those that are taken for one another when a password is read out.
    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>A password that nobody has to think up: 100 random bits in five groups.</summary>
    public static string NewPassword() => string.Join('-', RandomNumberGenerator.GetString(PasswordLetters, 20).Chunk(4).Select(part => new string(part)));

    /// <summary>Everybody, by name; nobody for who may not manage.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.MayManage)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var users = await context.Users.AsNoTracking().Select(u => new { u.Id, u.UserName, u.IsDisabled }).ToListAsync(cancellationToken);
        var sessions = (await context.Sessions.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(s => s.UserId);
        var members = await context.GroupMembers.AsNoTracking()
            .Join(context.Groups, m => m.GroupId, g => g.Id, (m, g) => new { m.UserId, m.GroupId, g.Name })
            .ToListAsync(cancellationToken);
        var providers = (await context.UserLogins.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(l => l.UserId, l => l.LoginProvider);
        var roles = await context.OwnRoles.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Name, cancellationToken);
        var grants = await context.Grants.AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            .. users.OrderBy(u => u.UserName, StringComparer.OrdinalIgnoreCase).Select(u =>
            {
                var groups = members.Where(m => m.UserId == u.Id).ToList();
                var held = grants.Where(g => g.UserId == u.Id || groups.Any(m => m.GroupId == g.GroupId));
                return new Person(
                    u.Id,
                    u.UserName!,
                    u.IsDisabled,
                    [.. groups.Select(m => m.Name).Order(StringComparer.OrdinalIgnoreCase)],
                    [.. held.Select(g => g.BuiltInRole ?? roles[g.RoleId!]).Distinct().Order(StringComparer.OrdinalIgnoreCase)],
                    sessions[u.Id].Count(s => sessionStore.IsAlive(s, now)),
                    sessions[u.Id].Select(s => (DateTimeOffset?)s.LastUsedAt).Max(),
                    providers[u.Id].FirstOrDefault());
            }),
        ];
    }

    /// <summary>Makes an account that may do nothing yet, with a password of its owner's own.</summary>
    /// <returns>Problems have the codes of Identity's errors too.</returns>
    public Task<PeopleOutcome> AddAsync(Actor actor, string name, string password, CancellationToken cancellationToken) =>
        AddAsync(actor, name, password, isTemporary: false, cancellationToken);

    /// <summary>The same; a temporary password lets them in no further than to choose another.</summary>
    public Task<PeopleOutcome> AddAsync(Actor actor, string name, string password, bool isTemporary, CancellationToken cancellationToken) =>
        changes.RunAsync(actor, $"user add {Quote(name)}", async (services, _, _) =>
        {
            var users = services.GetRequiredService<UserManager<DashboardUser>>();
            var user = new DashboardUser { UserName = name, MustChangePassword = isTemporary };
            var result = await Accounts.ValidateAsync(users, user, password, cancellationToken);
            return ToOutcome(result.Succeeded ? await users.CreateAsync(user, password) : result);
        }, cancellationToken);

    /// <summary>Keeps somebody out, or lets them in again. Everything that is open for them ends.</summary>
    public async Task<PeopleOutcome> SetDisabledAsync(Actor actor, string userId, bool disabled, CancellationToken cancellationToken)
    {
        var name = await NameAsync(userId, cancellationToken);
        var outcome = await changes.RunAsync(actor, $"user {(disabled ? "disable" : "enable")} {Quote(name)}", async (_, context, token) =>
        {
            if (disabled && actor.UserId == userId)
            {
                return PeopleOutcome.Not(PeopleOutcome.Yourself);
            }

            var changed = await context.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsDisabled, disabled), token);
            return changed == 0 ? PeopleOutcome.Not(PeopleOutcome.Gone) : PeopleOutcome.Done;
        }, cancellationToken);
        return await CutOffAsync(userId, outcome, disabled);
    }

    /// <summary>Removes an account with its grants, tokens and sessions. The audit log keeps its name.</summary>
    public async Task<PeopleOutcome> DeleteAsync(Actor actor, string userId, CancellationToken cancellationToken)
    {
        var name = await NameAsync(userId, cancellationToken);
        var outcome = await changes.RunAsync(actor, $"user rm {Quote(name)}", async (_, context, token) =>
        {
            if (actor.UserId == userId)
            {
                return PeopleOutcome.Not(PeopleOutcome.Yourself);
            }

            var gone = await context.Users.Where(u => u.Id == userId).ExecuteDeleteAsync(token);
            return gone == 0 ? PeopleOutcome.Not(PeopleOutcome.Gone) : PeopleOutcome.Done;
        }, cancellationToken);
        return await CutOffAsync(userId, outcome, cut: true);
    }

    /// <summary>
    /// Gives somebody another password, which lets them in no further than to choose one of their own; whoever is signed in with the old one
    /// is out.
    /// </summary>
    public async Task<PeopleOutcome> ResetPasswordAsync(Actor actor, string userId, string password, CancellationToken cancellationToken)
    {
        var name = await NameAsync(userId, cancellationToken);
        var outcome = await changes.RunAsync(actor, $"user reset-password {Quote(name)}", async (services, _, _) =>
        {
            var users = services.GetRequiredService<UserManager<DashboardUser>>();
            if (await users.FindByIdAsync(userId) is not { } user)
            {
                return PeopleOutcome.Not(PeopleOutcome.Gone);
            }

            foreach (var validator in users.PasswordValidators)
            {
                if (await validator.ValidateAsync(users, user, password) is { Succeeded: false } wrong)
                {
                    return ToOutcome(wrong);
                }
            }

            user.MustChangePassword = true;
            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
            return ToOutcome(await users.UpdateSecurityStampAsync(user));
        }, cancellationToken);
        return await CutOffAsync(userId, outcome, cut: true);
    }

    /// <summary>Ends everything that is open for somebody; they can sign in again.</summary>
    public async Task<PeopleOutcome> EndSessionsAsync(Actor actor, string userId, CancellationToken cancellationToken)
    {
        var name = await NameAsync(userId, cancellationToken);
        var outcome = await changes.RunAsync(
            actor, $"user end-sessions {Quote(name)}", (_, _, _) => Task.FromResult(PeopleOutcome.Done), cancellationToken);
        return await CutOffAsync(userId, outcome, cut: true);
    }

    /// <summary>What somebody holds on something: the grants that reach it, each with what it gives. Nothing for who may not manage.</summary>
    public IReadOnlyList<HeldGrant> Explain(Actor actor, string userId, string environment, IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.MayManage ? [.. rights.Of(userId).Covering(environment, labels)] : [];
    }

    internal static string Quote(string? text) => Commands.ShellWords.Quote(new string([.. (text ?? "").Where(c => !char.IsControl(c)).Take(64)]));

    // Not cancelled by a browser that goes away: what was decided holds.
    private async Task<PeopleOutcome> CutOffAsync(string userId, PeopleOutcome outcome, bool cut)
    {
        if (outcome.Succeeded)
        {
            tokens.ForgetUser(userId);
            if (cut)
            {
                await sessionStore.EndEverythingAsync(userId, CancellationToken.None);
            }
        }

        return outcome;
    }

    private async Task<string> NameAsync(string userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Users.Where(u => u.Id == userId).Select(u => u.UserName).SingleOrDefaultAsync(cancellationToken) ?? userId;
    }

    private static PeopleOutcome ToOutcome(IdentityResult result) =>
        result.Succeeded ? PeopleOutcome.Done : new([.. result.Errors.Select(e => e.Code).Distinct()]);
}
