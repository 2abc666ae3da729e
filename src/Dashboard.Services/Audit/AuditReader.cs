using System.Runtime.CompilerServices;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Audit;

/// <summary>Reads the audit log, for those who may manage; of what they did themselves, for everybody.</summary>
public interface IAuditReader
{
    /// <summary>A page of entries, newest first.</summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="before">Only entries with smaller numbers, to go on after a page; null begins with the newest.</param>
    /// <param name="count">How many at most, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">Refused: <paramref name="actor"/> may not manage.</exception>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(Actor actor, AuditFilter filter, long? before, int count, CancellationToken cancellationToken);

    /// <summary>Every entry that matches, oldest first, a page at a time in memory.</summary>
    /// <exception cref="EngineErrorException">Refused: <paramref name="actor"/> may not manage.</exception>
    IAsyncEnumerable<AuditEntry> ReadAllAsync(Actor actor, AuditFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// The newest entries of one engine in which one of some words occurs: everybody's for those who may manage, for anybody else only what
    /// they did themselves, which is no secret to them.
    /// </summary>
    /// <param name="actor">Who reads.</param>
    /// <param name="environment">The engine's name.</param>
    /// <param name="words">Names and ids to look for; case does not matter.</param>
    /// <param name="since">Not before (UTC).</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<AuditEntry>> ReadOfAsync(
        Actor actor, string environment, IReadOnlyCollection<string> words, DateTimeOffset since, int count, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IAuditReader"/>
internal sealed class AuditReader(IDbContextFactory<DashboardDbContext> contexts) : IAuditReader
{
    private const int PageSize = 500;

    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(
        Actor actor, AuditFilter filter, long? before, int count, CancellationToken cancellationToken)
    {
        Require(actor);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var page = await Entries(context, filter)
            .Where(e => before == null || e.Row.Number < before)
            .OrderByDescending(e => e.Row.Number)
            .Take(Math.Clamp(count, 1, 1000))
            .ToListAsync(cancellationToken);
        return [.. page.Select(e => e.ToEntry())];
    }

    public async IAsyncEnumerable<AuditEntry> ReadAllAsync(
        Actor actor, AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Require(actor);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var last = 0L;
        while (true)
        {
            var page = await Entries(context, filter)
                .Where(e => e.Row.Number > last)
                .OrderBy(e => e.Row.Number)
                .Take(PageSize)
                .ToListAsync(cancellationToken);
            foreach (var entry in page)
            {
                yield return entry.ToEntry();
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            last = page[^1].Row.Number;
        }
    }

    public async Task<IReadOnlyList<AuditEntry>> ReadOfAsync(
        Actor actor, string environment, IReadOnlyCollection<string> words, DateTimeOffset since, int count, CancellationToken cancellationToken)
    {
        if (words.Count == 0)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var begun = context.AuditRows.AsNoTracking().Where(r => r.Kind != AuditKind.Outcome && r.Time >= since && r.Environment == environment);
        if (!actor.MayManage)
        {
            begun = begun.Where(r => r.UserId == actor.UserId && actor.UserId != "");
        }

        var patterns = words.Select(Pattern).ToArray();
        begun = begun.Where(r => patterns.Any(p => EF.Functions.Like(r.Action, p, "\\")));
        var page = await Pairs(context, begun).OrderByDescending(e => e.Row.Number).Take(count).ToListAsync(cancellationToken);
        return [.. page.Select(e => e.ToEntry())];
    }

    private static IQueryable<Pair> Pairs(DashboardDbContext context, IQueryable<AuditRow> begun)
    {
        var outcomes = context.AuditRows.AsNoTracking().Where(r => r.Kind == AuditKind.Outcome);
        return from row in begun
               join outcome in outcomes on row.Number equals outcome.Intent into ends
               from end in ends.DefaultIfEmpty()
               select new Pair { Row = row, End = end };
    }

    private static IQueryable<Pair> Entries(DashboardDbContext context, AuditFilter filter)
    {
        var begun = context.AuditRows.AsNoTracking().Where(r => r.Kind != AuditKind.Outcome);
        if (filter.From is { } from)
        {
            begun = begun.Where(r => r.Time >= from);
        }

        if (filter.To is { } to)
        {
            begun = begun.Where(r => r.Time < to);
        }

        if (filter.User.Length > 0)
        {
            var user = Pattern(filter.User);
            begun = begun.Where(r => EF.Functions.Like(r.UserName, user, "\\"));
        }

        var entries = Pairs(context, begun);
        if (filter.Text.Length > 0)
        {
            var text = Pattern(filter.Text);
            entries = entries.Where(e => EF.Functions.Like(e.Row.Action, text, "\\") || EF.Functions.Like(e.Row.Outcome, text, "\\")
                || (e.End != null && EF.Functions.Like(e.End.Outcome, text, "\\")));
        }

        return entries;
    }

    // What a person types is text, never a pattern.
    private static string Pattern(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    private static void Require(Actor actor)
    {
        if (!actor.MayManage)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{actor.UserName} may not read the audit log ({Right.Manage})."));
        }
    }

    /// <summary>What was begun and, if it is known, how it ended.</summary>
    private sealed class Pair
    {
        public required AuditRow Row { get; init; }

        public AuditRow? End { get; init; }

        public AuditEntry ToEntry()
        {
            var end = Row.Kind == AuditKind.Event ? Row : End;
            return new AuditEntry(Row.Number, Row.Time, Row.UserName, Row.Origin, Row.Environment, Row.Action, end?.Outcome, end?.Time);
        }
    }
}
