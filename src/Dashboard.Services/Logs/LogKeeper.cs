using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Logs;

/// <summary>The logs of every environment, and the work in the background: reading, journals, clean-up.</summary>
internal sealed partial class LogKeeper : BackgroundService
{
    // A crash costs at most what came after the last journal.
    private static readonly TimeSpan JournalEach = TimeSpan.FromMilliseconds(500);
    private const int TidyEach = 60;

    private readonly Dictionary<DockerEnvironment, EngineLogs> _logs;
    private readonly TimeProvider _time;
    private readonly ILogger<LogKeeper> _logger;

    public LogKeeper(
        IEnvironmentRegistry registry, IScopedResolver resolver, IContainerQueries containers, DataDirectory data, IOptions<DashboardOptions> options, TimeProvider time, ILogger<LogKeeper> logger)
    {
        (_time, _logger) = (time, logger);
        _logs = registry.All.ToDictionary(
            e => e,
            e => new EngineLogs(e, new LogFolders(Path.Combine(data.LogDirectory, e.Name.Value)), options.Value.Logs, resolver, containers, time, logger));
    }

    /// <summary>The logs of one environment.</summary>
    public EngineLogs For(DockerEnvironment environment) => _logs[environment];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll([.. _logs.Values.Select(l => l.RunAsync(stoppingToken)), TickAsync(stoppingToken)]);
        }
        finally
        {
            await Task.WhenAll(_logs.Values.Select(l => l.DisposeAsync().AsTask()));
        }
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        using var beats = new PeriodicTimer(JournalEach, _time);
        for (var beat = 1; await beats.WaitForNextTickAsync(stopping); beat++)
        {
            foreach (var logs in _logs.Values)
            {
                logs.Journal();
                if (beat % TidyEach == 0)
                {
                    await TidyAsync(logs, stopping);
                }
            }
        }
    }

    private async Task TidyAsync(EngineLogs logs, CancellationToken cancellationToken)
    {
        try
        {
            await logs.TidyAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotTidied(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Kept logs could not be tidied up: {Reason}")]
    private partial void LogNotTidied(string reason);
}
