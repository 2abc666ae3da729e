using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Access;

/// <inheritdoc cref="IRightsSource"/>
internal sealed class RightsSource(IDbContextFactory<DashboardDbContext> contexts, ISessionRegistry registry) : IRightsSource
{
    private readonly Lock _gate = new();
    private RightsSnapshot? _known;

    public event Action? Changed;

    public IReadOnlyCollection<GrantScope> Scopes => Known().Scopes;

    public GrantSet Of(string userId)
    {
        // Somebody who is not known yet was perhaps made this moment; only people who are let in are asked about here.
        if (!Known().Users.ContainsKey(userId))
        {
            Refresh();
        }

        return Known().Users.GetValueOrDefault(userId, GrantSet.None);
    }

    public Task RefreshAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Refresh();
        return Task.CompletedTask;
    }

    private RightsSnapshot Known() => Volatile.Read(ref _known) ?? Refresh();

    private RightsSnapshot Refresh()
    {
        RightsSnapshot? before;
        RightsSnapshot after;
        lock (_gate)
        {
            using var context = contexts.CreateDbContext();
            before = _known;
            if (before is not null && RightsSnapshot.VersionOf(context) == before.Version)
            {
                return before;
            }

            after = RightsSnapshot.Load(context);
            Volatile.Write(ref _known, after);
        }

        if (before is not null)
        {
            // Outside of the lock: what is ended may ask for rights on its way out.
            foreach (var (user, grants) in before.Users)
            {
                if (!after.Users.TryGetValue(user, out var now) || !now.Includes(grants))
                {
                    registry.AbortForRights(user);
                }
            }

            Changed?.Invoke();
        }

        return after;
    }
}
