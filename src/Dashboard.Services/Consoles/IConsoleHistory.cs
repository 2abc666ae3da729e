using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Consoles;

/// <summary>What each person typed, for themselves alone.</summary>
public interface IConsoleHistory
{
    /// <summary>Keeps a line, if the database takes it; the same again right after is kept once, and values that look secret are masked.</summary>
    Task AddAsync(Actor actor, DockerEnvironment environment, TypedLine line, CancellationToken cancellationToken);

    /// <summary>The last lines that have <paramref name="search"/> in them, newest first, each once.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="search">Text; "" is all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<string>> SearchAsync(Actor actor, string search, int most, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IConsoleHistory"/>
internal sealed class ConsoleHistory(IDbContextFactory<DashboardDbContext> contexts, DatabaseNotes notes, TimeProvider time) : IConsoleHistory
{
    /// <summary>Lines kept of each person.</summary>
    private const int MostKept = 1_000;

    public async Task AddAsync(Actor actor, DockerEnvironment environment, TypedLine line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(line);
        var text = Masked(line);
        await notes.TryWriteAsync((context, stop) => AddAsync(context, actor, environment, text, stop), cancellationToken);
    }

    public async Task<IReadOnlyList<string>> SearchAsync(Actor actor, string search, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(search);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = await context.ConsoleHistory.Where(l => l.UserId == actor.UserId).OrderByDescending(l => l.Id).Select(l => l.Line).ToListAsync(cancellationToken);
        return [.. lines.Where(l => l.Contains(search, StringComparison.OrdinalIgnoreCase)).Distinct().Take(most)];
    }

    private async Task AddAsync(DashboardDbContext context, Actor actor, DockerEnvironment environment, string text, CancellationToken cancellationToken)
    {
        var own = context.ConsoleHistory.Where(l => l.UserId == actor.UserId);
        if (await own.OrderByDescending(l => l.Id).Select(l => l.Line).FirstOrDefaultAsync(cancellationToken) == text)
        {
            return;
        }

        context.ConsoleHistory.Add(new ConsoleHistoryLine { UserId = actor.UserId, Environment = environment.Name.Value, Line = text, At = time.GetUtcNow() });
        await context.SaveChangesAsync(cancellationToken);
        var oldest = await own.OrderByDescending(l => l.Id).Select(l => l.Id).Skip(MostKept - 1).FirstOrDefaultAsync(cancellationToken);
        await own.Where(l => l.Id < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    // Only a line that has something secret in it is written anew.
    private static string Masked(TypedLine line)
    {
        string[] words = [.. line.Words.Select(w => string.Concat(w.Parts.Select(p => p.Substitution is { } inner ? $"$({inner.Text})" : p.Text)))];
        List<string> found = [];
        var secretly = SecretWords.Mask(words, found.Add);
        var known = KnownSecrets.Of(found);
        string[] masked = [.. secretly.Select(known.Mask)];
        return masked.SequenceEqual(words) ? line.Text : string.Join(' ', masked.Select(w => w.StartsWith("$(", StringComparison.Ordinal) ? w : ShellWords.Quote(w)));
    }
}
