using Dashboard.Services.Commands;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Logs;

/// <summary>A log that is held at the moment, and who reads it.</summary>
internal sealed partial class ContainerLog : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly LogReader? _reader;
    private readonly ILogger _logger;

    /// <summary>One that is read from the engine, from now on.</summary>
    public ContainerLog(LogOwner owner, KeptLog log, LogReader reader, ILogger logger)
    {
        (Owner, Log, _reader, _logger) = (owner, log, reader, logger);
        Reading = ReadAsync(reader);
    }

    /// <summary>One of a container that is gone.</summary>
    public ContainerLog(LogOwner owner, KeptLog log, ILogger logger)
    {
        (Owner, Log, _logger, Reading) = (owner, log, logger, Task.CompletedTask);
        log.Complete();
    }

    /// <summary>Whose it is.</summary>
    public LogOwner Owner { get; set; }

    /// <summary>Whether <see cref="Owner"/> is not on disk yet: the disk did not take it.</summary>
    public bool IsOwnerUnwritten { get; set; }

    /// <summary>Its records.</summary>
    public KeptLog Log { get; }

    /// <summary>Ends when the container is removed; fails when the engine does not give its log.</summary>
    public Task Reading { get; }

    /// <summary>Whether the engine has said that it does not give this log: it will say so again.</summary>
    public bool IsUnreadable => Reading.Exception?.InnerException is EngineErrorException { Error.Kind: EngineErrorKind.Unsupported };

    /// <summary>Done once what the engine had when the reading began is held.</summary>
    public Task CaughtUp => _reader?.CaughtUp ?? Task.CompletedTask;

    /// <summary>When somebody last looked, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long LastLook { get; set; }

    /// <summary>Something about the container has changed.</summary>
    public void Look() => _reader?.Look();

    /// <summary>Stops the reading and writes what is not on disk yet.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Log.SealAsync(CancellationToken.None);
        Log.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync(LogReader reader)
    {
        await Task.Yield();
        try
        {
            await reader.RunAsync(_stop.Token);
        }
        catch (EngineErrorException e) when (e.Error.Kind is not (EngineErrorKind.NotFound or EngineErrorKind.Conflict))
        {
            // A driver that keeps nothing, such as every build's containers have, is a choice and no fault.
            LogUnreadable(e.Error.Kind is EngineErrorKind.Unsupported ? LogLevel.Debug : LogLevel.Warning, Owner.Name, e.Message);
            throw;
        }
        finally
        {
            Log.Complete();
        }
    }

    [LoggerMessage(Message = "The log of container {Name} can't be read: {Reason}")]
    private partial void LogUnreadable(LogLevel level, string name, string reason);
}
