using Dashboard.Services.Audit;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Access;

/// <summary>
/// Roles that come from groups at the provider: grants like any other, told apart by the group that gives them, and made anew at each
/// sign-in. What the configuration no longer gives is taken away at start.
/// </summary>
public sealed partial class OidcGrants(
    IDbContextFactory<DashboardDbContext> contexts,
    IRightsSource rights,
    IAuditLog audit,
    IOptions<DashboardOptions> options,
    TimeProvider time,
    ILogger<OidcGrants> logger) : IHostedService
{
    // No account can be called so: parentheses are not allowed in names.
    private static readonly Actor _provider = new("", "(oidc)", Right.None, "browser");

    /// <summary>The roles that these groups give.</summary>
    internal async Task<IReadOnlyList<OidcRole>> RolesOfAsync(IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await context.OwnRoles.AsNoTracking().ToListAsync(cancellationToken);
        var roles = new List<OidcRole>();
        foreach (var mapped in options.Value.Oidc.GroupRoles.Where(m => groups.Contains(m.Group, StringComparer.Ordinal)))
        {
            if (BuiltInRoles.All.FirstOrDefault(r => r.Equals(mapped.Role, StringComparison.OrdinalIgnoreCase)) is { } builtIn)
            {
                roles.Add(new OidcRole(mapped.Group, builtIn, null));
            }
            else if (own.Find(r => r.Name.Equals(mapped.Role, StringComparison.OrdinalIgnoreCase)) is { } role)
            {
                roles.Add(new OidcRole(mapped.Group, role.Name, role.Id));
            }
            else
            {
                LogNoSuchRole(mapped.Group, mapped.Role);
            }
        }

        return [.. roles.Distinct()];
    }

    /// <summary>Gives <paramref name="user"/> these roles and no other from the provider; who loses a right is cut off.</summary>
    /// <exception cref="AuditUnavailableException">The audit can't be written: what was not written down was not changed.</exception>
    internal async Task SetAsync(DashboardUser user, IReadOnlyList<OidcRole> roles, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var present = await context.Grants.AsNoTracking().Where(g => g.UserId == user.Id && g.ProviderGroup != null).ToListAsync(cancellationToken);
        // What is lost first: should the audit fail midway, nobody is left with more than they had.
        foreach (var lost in present.Where(g => !roles.Any(r => r.Is(g))))
        {
            await RemoveAsync(lost, user.UserName!, cancellationToken);
        }

        foreach (var won in roles.Where(r => !present.Any(r.Is)))
        {
            await AddAsync(won, user, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var given = await RolesOfAsync([.. options.Value.Oidc.GroupRoles.Select(m => m.Group)], cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var present = await context.Grants.AsNoTracking().Where(g => g.ProviderGroup != null)
            .Join(context.Users, g => g.UserId, u => u.Id, (g, u) => new { Grant = g, u.UserName })
            .ToListAsync(cancellationToken);
        foreach (var old in present.Where(p => !options.Value.Oidc.IsConfigured || !given.Any(r => r.Is(p.Grant))))
        {
            try
            {
                await RemoveAsync(old.Grant, old.UserName!, cancellationToken);
            }
            catch (AuditUnavailableException e)
            {
                LogStillGranted(e, old.UserName!, old.Grant.ProviderGroup!);
            }
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AddAsync(OidcRole role, DashboardUser user, CancellationToken cancellationToken)
    {
        await audit.ChangeAsync(_provider, Words("grant", role.Name, "to", user.UserName!), async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
            context.Grants.Add(new Grant
            {
                Id = Guid.NewGuid().ToString(),
                UserId = user.Id,
                BuiltInRole = role.OwnRoleId is null ? role.Name : null,
                RoleId = role.OwnRoleId,
                ProviderGroup = role.Group,
                CreatedAt = time.GetUtcNow(),
            });
            await context.SaveChangesAsync(CancellationToken.None);
            await rights.RefreshAsync(CancellationToken.None);
            return $"ok, as a member of {role.Group}";
        }, cancellationToken);
    }

    private async Task RemoveAsync(Grant grant, string userName, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var role = grant.BuiltInRole ?? await context.OwnRoles.Where(r => r.Id == grant.RoleId).Select(r => r.Name).SingleOrDefaultAsync(cancellationToken) ?? "";
        await audit.ChangeAsync(_provider, Words("revoke", role, "from", userName), async () =>
        {
            await context.Grants.Where(g => g.Id == grant.Id).ExecuteDeleteAsync(CancellationToken.None);
            await rights.RefreshAsync(CancellationToken.None);
            return $"ok, no longer through {grant.ProviderGroup}";
        }, cancellationToken);
    }

    private static string Words(string verb, string role, string preposition, string userName) =>
        $"{verb} {Commands.ShellWords.Quote(role)} {preposition} user {Commands.ShellWords.Quote(userName)} on {GrantScope.Everywhere}";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Dashboard:Oidc:GroupRoles: there is no role \"{Role}\", so group \"{Group}\" gives nothing.")]
    private partial void LogNoSuchRole(string group, string role);

    [LoggerMessage(Level = LogLevel.Critical, Message = "What {User} had through group \"{Group}\" could not be taken away: the audit log can't be written.")]
    private partial void LogStillGranted(Exception e, string user, string group);
}
