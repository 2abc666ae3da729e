using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Access;

/// <summary>Tokens for scripts: made once, kept as a hash, always with an end.</summary>
public sealed class ApiTokenStore(IDbContextFactory<DashboardDbContext> contexts, ISessionRegistry registry, IRightsSource rights, DatabaseNotes notes, TimeProvider time)
{
    /// <summary>How long a token lasts unless told otherwise.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(90);

    /// <summary>How long a token may last at most.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3650);

    private readonly SignedInCache _cache = new(time);

    /// <summary>Makes a token and gives it, in clear, for the only time.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lifetime"/> is not above 0 and at most <see cref="LongestLifetime"/>.</exception>
    public Task<string> CreateAsync(string userId, string name, TimeSpan lifetime, CancellationToken cancellationToken) =>
        CreateAsync(userId, name, lifetime, Right.All, cancellationToken);

    /// <summary>The same, for a token that allows no more than <paramref name="most"/>; to view is part of every right.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is wrong, or there is no right at all.</exception>
    public async Task<string> CreateAsync(string userId, string name, TimeSpan lifetime, Right most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)most, (int)Right.None, nameof(most));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, LongestLifetime);
        var token = Secret.TokenPrefix + Secret.Create(32);
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ApiTokens.Add(new ApiToken
        {
            Id = Secret.Hash(token),
            UserId = userId,
            Name = name,
            Rights = (most | Right.View) & Right.All,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        });
        await context.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>Who <paramref name="token"/> lets in, with their owner's rights now; null when unknown, expired or revoked.</summary>
    public async Task<SignedIn?> FindAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (!token.StartsWith(Secret.TokenPrefix, StringComparison.Ordinal) || token.Length > 128)
            return null;
        var id = Secret.Hash(token);
        if (_cache.Find(id) is { } known)
            return known;

        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken);
        if (row is null || !IsAlive(row, now)
            || await Accounts.FindActorAsync(context, rights, row.UserId, "api", row.Rights, cancellationToken) is not { } actor)
            return null;
        if (row.LastUsedAt is not { } last || now - last >= SessionStore.TouchEvery)
        {
            await notes.TryWriteAsync(
                (noted, stop) => noted.ApiTokens.Where(t => t.Id == id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), stop), cancellationToken);
        }

        var signedIn = new SignedIn(new SessionKey(row.UserId, id), actor);
        _cache.Keep(signedIn);
        return signedIn;
    }

    /// <summary>The tokens of a user that were not revoked, the newest first; expired ones are among them.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiTokens.AsNoTracking().Where(t => t.UserId == userId && t.RevokedAt == null)
            .OrderByDescending(t => t.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>Whether the token of <paramref name="key"/> works now, without counting as a use.</summary>
    public async Task<bool> IsAliveAsync(SessionKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiTokens.AsNoTracking()
            .SingleOrDefaultAsync(t => t.Id == key.Id && context.Users.Any(u => u.Id == t.UserId && !u.IsDisabled), cancellationToken) is { } row
            && IsAlive(row, time.GetUtcNow());
    }

    /// <summary>Looks all tokens of a user up again at their next use; call it once they were disabled or removed.</summary>
    internal void ForgetUser(string userId) => _cache.ForgetUser(userId);

    /// <summary>Revokes a token and ends everything that is open with it.</summary>
    public async Task RevokeAsync(SessionKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var now = time.GetUtcNow();
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await context.ApiTokens.Where(t => t.Id == key.Id && t.UserId == key.UserId && t.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now), cancellationToken);
        }

        _cache.Forget(key.Id);
        registry.Abort(key);
    }

    private static bool IsAlive(ApiToken token, DateTimeOffset now) => token.RevokedAt is null && now < token.ExpiresAt;
}
