using System.Collections.Concurrent;
using System.Data.Common;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Access;

/// <summary>Signed-in browsers, kept on the server: the cookie only names one of these.</summary>
public sealed class SessionStore(
    IDbContextFactory<DashboardDbContext> contexts,
    ISessionRegistry registry,
    IRightsSource rights,
    DatabaseNotes notes,
    IOptions<DashboardOptions> options,
    TimeProvider time)
{
    /// <summary>How often at most the last use is written down.</summary>
    public static readonly TimeSpan TouchEvery = TimeSpan.FromSeconds(30);

    private readonly SignedInCache _cache = new(time);

    // Uses that the database did not take: they keep their sessions alive all the same.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _unwritten = new();

    /// <summary>A session ends after this long without use.</summary>
    public TimeSpan Idle { get; } = TimeSpan.FromMinutes(options.Value.Sessions.IdleMinutes);

    /// <summary>A session ends after this long however busy.</summary>
    public TimeSpan Maximum { get; } = TimeSpan.FromHours(options.Value.Sessions.MaximumHours);

    /// <summary>Begins a session and gives the secret for the cookie, which is kept nowhere else.</summary>
    /// <exception cref="DatabaseUnavailableException">The database can't be written.</exception>
    public async Task<string> BeginAsync(string userId, string address, string userAgent, CancellationToken cancellationToken)
    {
        var secret = Secret.Create(32);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Sessions.Add(new UserSession
        {
            Id = Secret.Hash(secret),
            UserId = userId,
            CreatedAt = time.GetUtcNow(),
            LastUsedAt = time.GetUtcNow(),
            Address = address,
            UserAgent = userAgent.Length > 256 ? userAgent[..256] : userAgent,
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return secret;
        }
        catch (DbUpdateException e) when (e.InnerException is DbException)
        {
            throw new DatabaseUnavailableException($"The database can't be written: {e.InnerException.Message}", e);
        }
    }

    /// <summary>Who the cookie's secret lets in, counting as a use; null when the session has ended, expired or never was.</summary>
    public Task<SignedIn?> FindAsync(string secret, CancellationToken cancellationToken) =>
        UseAsync(Secret.Hash(secret), cancellationToken);

    /// <summary>The same for a session that is open already, for clicks in a circuit.</summary>
    public Task<SignedIn?> FindAsync(SessionKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return UseAsync(key.Id, cancellationToken);
    }

    /// <summary>Whether the session goes on, without counting as a use.</summary>
    public async Task<bool> IsAliveAsync(SessionKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sessions.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == key.Id && context.Users.Any(u => u.Id == s.UserId && !u.IsDisabled), cancellationToken) is { } session
            && IsAlive(session, time.GetUtcNow());
    }

    /// <summary>Whether somebody proved who they are within <paramref name="lately"/>, by signing in or again since; a token never did.</summary>
    internal async Task<bool> IsProvenAsync(SessionKey key, TimeSpan lately, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await context.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == key.Id && s.UserId == key.UserId, cancellationToken) is { } session
            && IsAlive(session, now) && now - (session.ProvenAt ?? session.CreatedAt) < lately;
    }

    /// <summary>They have proved it just now.</summary>
    internal async Task SetProvenAsync(SessionKey key, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await context.Sessions.Where(s => s.Id == key.Id && s.UserId == key.UserId)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.ProvenAt, now), cancellationToken);
    }

    /// <summary>Ends a session and everything that is open in it.</summary>
    public async Task EndAsync(SessionKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var now = time.GetUtcNow();
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await context.Sessions.Where(s => s.Id == key.Id && s.UserId == key.UserId && s.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
        }

        _cache.Forget(key.Id);
        registry.Abort(key);
    }

    /// <summary>Ends all of a user's sessions and everything that is open for them, by token too.</summary>
    /// <returns>How many sessions there were.</returns>
    internal async Task<int> EndEverythingAsync(string userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        int ended;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            ended = await context.Sessions.Where(s => s.UserId == userId && s.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
        }

        _cache.ForgetUser(userId);
        registry.AbortUser(userId);
        return ended;
    }

    /// <summary>The sessions of a user that go on, the last used first.</summary>
    public async Task<IReadOnlyList<UserSession>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var sessions = await context.Sessions.AsNoTracking().Where(s => s.UserId == userId && s.EndedAt == null).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        return [.. sessions.Where(s => IsAlive(s, now)).OrderByDescending(s => s.LastUsedAt)];
    }

    /// <summary>Ends every session of a user but <paramref name="kept"/>; null ends all. Gives how many went on until now.</summary>
    public async Task<int> EndAllAsync(string userId, SessionKey? kept, CancellationToken cancellationToken)
    {
        var ended = (await ListAsync(userId, cancellationToken)).Where(s => s.Id != kept?.Id).ToList();
        foreach (var session in ended)
        {
            await EndAsync(new SessionKey(userId, session.Id), cancellationToken);
        }

        return ended.Count;
    }

    /// <summary>Whether this user has signed in from this address before; such addresses are spared their account's delay.</summary>
    internal async Task<bool> IsFamiliarAsync(string userId, string address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sessions.AnyAsync(s => s.UserId == userId && s.Address == address, cancellationToken);
    }

    private async Task<SignedIn?> UseAsync(string id, CancellationToken cancellationToken)
    {
        if (_cache.Find(id) is { } known)
            return known;

        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await context.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        if (session is null || !IsAlive(session, now))
            return null;
        if (await Accounts.FindActorAsync(context, rights, session.UserId, "browser", Right.All, cancellationToken) is not { } actor)
            return null;
        if (now - session.LastUsedAt >= TouchEvery)
        {
            await TouchAsync(id, now, cancellationToken);
        }

        var signedIn = new SignedIn(new SessionKey(session.UserId, id), actor);
        _cache.Keep(signedIn);
        return signedIn;
    }

    private async Task TouchAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await notes.TryWriteAsync(
            (context, token) => context.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastUsedAt, now), token), cancellationToken))
        {
            _unwritten.TryRemove(id, out _);
        }
        else
        {
            // Only of sessions that are alive, so strangers can't fill it.
            _unwritten[id] = now;
        }
    }

    /// <summary>Whether the session goes on.</summary>
    internal bool IsAlive(UserSession session, DateTimeOffset now) =>
        session.EndedAt is null && now - LastUse(session) < Idle && now - session.CreatedAt < Maximum;

    private DateTimeOffset LastUse(UserSession session) =>
        _unwritten.TryGetValue(session.Id, out var later) && later > session.LastUsedAt ? later : session.LastUsedAt;
}
