using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Storage;

/// <summary>
/// Writes of notes, such as when something was last used: what they are about goes on without them. While the database takes none (it is locked,
/// or its disk is full) they are left out, and tried again after a while, so that nobody waits for each.
/// </summary>
public sealed partial class DatabaseNotes(IDbContextFactory<DashboardDbContext> contexts, TimeProvider time, ILogger<DatabaseNotes> logger)
{
    /// <summary>How long a note waits for another writer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long none is tried after one that was not taken.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long _notBefore;

    /// <summary>Writes one.</summary>
    /// <param name="write">Writes it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was written.</returns>
    public async Task<bool> TryWriteAsync(Func<DashboardDbContext, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (time.GetUtcNow().Ticks < Volatile.Read(ref _notBefore))
        {
            return false;
        }

        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            context.Database.SetCommandTimeout(Patience);
            await write(context, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            Volatile.Write(ref _notBefore, (time.GetUtcNow() + Pause).Ticks);
            LogLeftOut(e.InnerException?.Message ?? e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database takes no notes; they are left out until it does: {Reason}")]
    private partial void LogLeftOut(string reason);
}
