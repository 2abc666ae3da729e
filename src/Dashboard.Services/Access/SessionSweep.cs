using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Access;

/// <summary>
/// Ends what is open for sessions and tokens that ran out, or that another process ended, and for who lost a right there: a
/// connection makes no request of its own that would notice.
/// </summary>
internal sealed partial class SessionSweep(
    ISessionRegistry registry, SessionStore sessions, ApiTokenStore tokens, IRightsSource rights, TimeProvider time, ILogger<SessionSweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);

    /// <summary>One round.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await rights.RefreshAsync(cancellationToken);
        foreach (var key in registry.Open)
        {
            if (!await sessions.IsAliveAsync(key, cancellationToken) && !await tokens.IsAliveAsync(key, cancellationToken))
                registry.Abort(key);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TrySweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
        }
        catch (System.Data.Common.DbException e)
        {
            LogSweepFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sessions could not be checked; they are checked again shortly.")]
    private partial void LogSweepFailed(Exception e);
}
