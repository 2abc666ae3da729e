using Dashboard.Services.Audit;
using Dashboard.Services.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Access;

/// <summary>
/// Signs in whom the provider vouches for. An account belongs to issuer and subject and to nothing else: a name or an e-mail address that
/// equals a local user's gives no way into their account.
/// </summary>
public sealed class OidcSignIn(
    UserManager<DashboardUser> users,
    DashboardDbContext context,
    OidcGrants grants,
    SessionStore sessions,
    SignInEntry entry,
    SignInThrottle throttle,
    IAuditLog audit,
    IOptions<DashboardOptions> options)
{
    /// <summary>No group of theirs has a role here.</summary>
    public const string NoGroup = "NoGroup";

    /// <summary>Their account is disabled.</summary>
    public const string Disabled = "Disabled";

    /// <summary>The audit log can't be written, and something would have to be changed.</summary>
    public const string AuditUnavailable = "AuditUnavailable";

    private readonly OidcOptions _options = options.Value.Oidc;

    /// <summary>Begins a session, in an account that is made at the first sign-in; or refuses, with a constant of this class as the problem.</summary>
    public async Task<SignInOutcome> WithIdentityAsync(OidcIdentity identity, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(visitor);
        try
        {
            var user = await users.FindByLoginAsync(identity.Issuer, identity.Subject);
            var roles = await grants.RolesOfAsync(identity.Groups, cancellationToken);
            if (user is null && roles.Count == 0 && !_options.AllowAnyone)
            {
                return await RefuseAsync(null, NoGroup, "no group of theirs has a role", identity, visitor, cancellationToken);
            }

            user ??= await CreateAsync(identity, cancellationToken);
            // Before it is known whether they get in: what they lost is lost, for their tokens too.
            await grants.SetAsync(user, roles, cancellationToken);
            if (user.IsDisabled)
            {
                return await RefuseAsync(user, Disabled, "the account is disabled", identity, visitor, cancellationToken);
            }

            if (roles.Count == 0 && !_options.AllowAnyone && !await HasGrantsAsync(user, cancellationToken))
            {
                await sessions.EndEverythingAsync(user.Id, CancellationToken.None);
                return await RefuseAsync(user, NoGroup, "no group of theirs has a role any more", identity, visitor, cancellationToken);
            }

            return await entry.LetInAsync(user, $"with {identity.Issuer}", visitor, cancellationToken);
        }
        catch (Exception e) when (e is AuditUnavailableException or DatabaseUnavailableException)
        {
            return SignInOutcome.Wrong with { Problems = [AuditUnavailable] };
        }
    }

    /// <summary>Writes down that a sign-in came to nothing before it was known whose it is; no more often than wrong passwords can be tried.</summary>
    public async Task FailAsync(string why, Visitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        if (throttle.Begin(visitor.Address, account: null, familiar: false) == TimeSpan.Zero)
        {
            await entry.RefuseAsync(null, $"with the provider, {why}", visitor, cancellationToken);
        }
    }

    // Granted here, to them or to a group of this dashboard's.
    private Task<bool> HasGrantsAsync(DashboardUser user, CancellationToken cancellationToken) => context.Grants.AnyAsync(
        g => g.UserId == user.Id || context.GroupMembers.Any(m => m.UserId == user.Id && m.GroupId == g.GroupId), cancellationToken);

    private async Task<SignInOutcome> RefuseAsync(
        DashboardUser? user, string problem, string why, OidcIdentity identity, Visitor visitor, CancellationToken cancellationToken) =>
        await entry.RefuseAsync(user, $"{why}, with {identity.Issuer}, subject {identity.Subject}", visitor, cancellationToken) with { Problems = [problem] };

    private async Task<DashboardUser> CreateAsync(OidcIdentity identity, CancellationToken cancellationToken)
    {
        var maker = new Actor("", "(oidc)", Right.None, "browser");
        DashboardUser? user = null;
        await audit.ChangeAsync(maker, $"user add {Commands.ShellWords.Quote(await FreeNameAsync(identity.PreferredName))}", async () =>
        {
            user = await MakeAsync(identity);
            return $"ok, {user.UserName} for subject {identity.Subject} of {identity.Issuer}";
        }, cancellationToken);
        return user!;
    }

    private async Task<DashboardUser> MakeAsync(OidcIdentity identity)
    {
        // Immediate transaction: of two tabs at once, the second waits here and then finds what the first has made.
        await using var transaction = await context.Database.BeginTransactionAsync(CancellationToken.None);
        if (await users.FindByLoginAsync(identity.Issuer, identity.Subject) is { } known)
        {
            return known;
        }

        var user = new DashboardUser { UserName = await FreeNameAsync(identity.PreferredName) };
        Check(await users.CreateAsync(user));
        Check(await users.AddLoginAsync(user, new UserLoginInfo(identity.Issuer, identity.Subject, _options.DisplayName)));
        await transaction.CommitAsync(CancellationToken.None);
        return user;
    }

    private async Task<string> FreeNameAsync(string? preferred)
    {
        foreach (var name in ProvidedNames.From(preferred))
        {
            var candidate = new DashboardUser { UserName = name };
            var isFree = true;
            foreach (var validator in users.UserValidators)
            {
                isFree &= (await validator.ValidateAsync(users, candidate)).Succeeded;
            }

            if (isFree)
            {
                return name;
            }
        }

        return $"user-{Guid.NewGuid():N}";
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The account could not be made: {string.Join(", ", result.Errors.Select(e => e.Code))}");
        }
    }
}
