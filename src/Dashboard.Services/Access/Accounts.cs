using Dashboard.Services.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Access;

/// <summary>Makes accounts and looks them up.</summary>
public sealed class Accounts(
    UserManager<DashboardUser> users,
    DashboardDbContext context,
    IRightsSource rights,
    SessionStore sessions,
    TwoFactorStore twoFactor,
    TimeProvider time)
{
    /// <summary>Whether there is any account at all; while there is none, the setup page is open to the token's holder.</summary>
    public Task<bool> AnyAsync(CancellationToken cancellationToken) => context.Users.AnyAsync(cancellationToken);

    /// <summary>The account called <paramref name="name"/>, whatever its case; null when there is none.</summary>
    public Task<DashboardUser?> FindAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return users.FindByNameAsync(name);
    }

    /// <summary>Makes an administrator.</summary>
    /// <param name="name">Name to sign in with.</param>
    /// <param name="password">Password in clear.</param>
    /// <param name="onlyIfFirst">Refuse, with code <see cref="NotFirst"/>, when there is an account already.</param>
    /// <param name="cancellationToken">Gives up; nothing is made then.</param>
    public async Task<IdentityResult> CreateAdminAsync(
        string name, string password, bool onlyIfFirst, CancellationToken cancellationToken)
    {
        // Immediate transaction: of two at once, in this process or another, the second waits and then sees the first.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (onlyIfFirst && await AnyAsync(cancellationToken))
            return IdentityResult.Failed(new IdentityError { Code = NotFirst, Description = "There is an account already." });

        var user = new DashboardUser { UserName = name };
        var result = await ValidateAsync(users, user, password, cancellationToken);
        if (result.Succeeded)
            result = await users.CreateAsync(user, password);
        if (result.Succeeded)
        {
            context.Grants.Add(new Grant
            {
                Id = Guid.NewGuid().ToString(),
                UserId = user.Id,
                BuiltInRole = BuiltInRoles.Admin,
                CreatedAt = time.GetUtcNow(),
            });
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            await rights.RefreshAsync(CancellationToken.None);
        }

        return result;
    }

    /// <summary>Everybody who may manage everywhere and is not disabled, by name.</summary>
    public async Task<IReadOnlyList<DashboardUser>> ListAdminsAsync(CancellationToken cancellationToken)
    {
        await rights.RefreshAsync(cancellationToken);
        var everybody = await context.Users.AsNoTracking().OrderBy(u => u.NormalizedUserName).ToListAsync(cancellationToken);
        return [.. everybody.Where(u => rights.Of(u.Id).Everywhere.HasFlag(Right.Manage))];
    }

    /// <summary>Sets a password, for whoever has the server, and ends every session of the account.</summary>
    /// <returns>Why not, in words; empty when it is done.</returns>
    public async Task<IReadOnlyList<string>> ResetPasswordAsync(
        string name, string password, bool removeTwoFactor, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is not { } user)
        {
            return [$"--name {name}: there is no such user."];
        }

        // Not through a reset token, which would want a token provider; validated all the same.
        var problems = await ValidateAsync(users, user, password, cancellationToken);
        if (problems.Succeeded)
        {
            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
            problems = await users.UpdateSecurityStampAsync(user);
        }

        if (!problems.Succeeded)
        {
            return [.. problems.Errors.Select(e => e.Description).Distinct()];
        }

        if (removeTwoFactor)
        {
            await twoFactor.TurnOffAsync(user.Id, cancellationToken);
        }

        await sessions.EndAllAsync(user.Id, kept: null, cancellationToken);
        return [];
    }

    // Identity looks at the name only once the password is right: people would mend one and then learn of the other.
    internal static async Task<IdentityResult> ValidateAsync(
        UserManager<DashboardUser> users, DashboardUser user, string password, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var errors = new List<IdentityError>();
        foreach (var validator in users.UserValidators)
            errors.AddRange((await validator.ValidateAsync(users, user)).Errors);
        foreach (var validator in users.PasswordValidators)
            errors.AddRange((await validator.ValidateAsync(users, user, password)).Errors);
        return errors.Count == 0 ? IdentityResult.Success : IdentityResult.Failed([.. errors.DistinctBy(e => e.Code)]);
    }

    /// <summary>Code of the error that there is an account already.</summary>
    public const string NotFirst = "NotFirst";

    /// <summary>Who a user is; null when the account is gone or disabled.</summary>
    internal static async Task<Actor?> FindActorAsync(
        DashboardDbContext context, IRightsSource rights, string userId, string origin, Right ceiling, CancellationToken cancellationToken)
    {
        var name = await context.Users.Where(u => u.Id == userId && !u.IsDisabled).Select(u => u.UserName).SingleOrDefaultAsync(cancellationToken);
        return name is null ? null : new Actor(userId, name, origin, rights, ceiling);
    }
}
