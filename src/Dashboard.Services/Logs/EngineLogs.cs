using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Logs;

/// <summary>
/// The logs of one engine: those of running containers are read all the time if they are kept, others while somebody looks. However many
/// look, each is read from the engine once.
/// </summary>
internal sealed partial class EngineLogs(
    DockerEnvironment environment, LogFolders folders, LogOptions options, IScopedResolver resolver, IContainerQueries containers, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    // Logs that are caught up with at once in the background: each may be a million lines.
    private const int MostCatchingUp = 2;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ContainerLog> _logs = [];
    private readonly SemaphoreSlim _turns = new(MostCatchingUp);
    private bool _isClosed;

    /// <summary>A container's log, being read from now on at the latest.</summary>
    /// <exception cref="IOException">What is kept of it already can't be read.</exception>
    /// <exception cref="OperationCanceledException">The program ends: nothing is read any more.</exception>
    public ContainerLog Open(ContainerSummary container)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            if (!_logs.TryGetValue(container.Id, out var held) || held.Reading.IsCompleted)
            {
                held = Read(container);
                _logs[container.Id] = held;
            }

            held.LastLook = time.GetTimestamp();
            return held;
        }
    }

    /// <summary>What is kept of a container that the engine does not have any more; null when there is nothing.</summary>
    /// <exception cref="OperationCanceledException">The program ends: nothing is read any more.</exception>
    public ContainerLog? OpenGone(LogOwner owner)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            if (!_logs.TryGetValue(owner.Id, out var held) && Directory.Exists(folders.Of(owner.Id)))
            {
                held = new ContainerLog(owner, NewLog(owner.Id), logger);
                _logs[owner.Id] = held;
            }

            if (held is not null)
            {
                held.LastLook = time.GetTimestamp();
            }

            return held;
        }
    }

    /// <summary>The log of a container that is held at the moment, by the container's name; null when it is not.</summary>
    public ContainerLog? Named(string name) => All().FirstOrDefault(l => l.Owner.Name == name);

    /// <summary>Whose logs are kept though the engine does not have them any more, newest first.</summary>
    public IReadOnlyList<LogOwner> Gone()
    {
        var known = Known();
        // Before the engine was ever asked, nobody knows what is gone.
        return !known.IsLoaded ? [] : [.. folders.Owners().Where(o => !known.Containers.ContainsKey(o.Id)).OrderByDescending(o => o.Created)];
    }

    /// <summary>Bytes of a log on disk, and when they were written last (UTC).</summary>
    public (long Length, DateTimeOffset Written) SizeOf(string containerId) => folders.SizeOf(containerId);

    /// <summary>Follows what the engine's containers do, and reads those that are to be kept.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var subscription = containers.Subscribe(Actor.System, environment);
        foreach (var container in subscription.Snapshot.Containers.Values)
        {
            Told(container, cancellationToken);
        }

        await foreach (var changes in subscription.ReadAllAsync(cancellationToken))
        {
            foreach (var container in changes.Upserted)
            {
                Told(container, cancellationToken);
            }

            foreach (var id in changes.Removed)
            {
                Held(id)?.Look();
            }
        }
    }

    /// <summary>Writes what is new of every log to its journal.</summary>
    public void Journal()
    {
        foreach (var held in All())
        {
            held.Log.Journal();
            if (held.IsOwnerUnwritten && !held.Log.IsUnwritten)
            {
                WriteOwner(held);
            }
        }
    }

    /// <summary>Lets go of logs that nobody reads and nobody looks at, and deletes what is too much or too old.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var known = Known();
        foreach (var held in All().Where(h => IsIdle(h, known)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gate)
            {
                if (held.Log.Viewers > 0 || !_logs.Remove(held.Owner.Id))
                {
                    continue;
                }
            }

            await held.DisposeAsync();
            if (!IsKept(held.Owner.Labels))
            {
                folders.Delete(held.Owner.Id);
            }
        }

        var notBefore = (time.GetUtcNow().AddDays(-options.Days) - DateTimeOffset.UnixEpoch).Ticks * 100;
        foreach (var held in All())
        {
            held.Log.Spool.Trim(options.MegabytesPerContainer * 1024L * 1024, notBefore);
        }

        folders.Trim(options.Megabytes * 1024L * 1024, notBefore, id => Held(id) is not null);
    }

    /// <summary>Stops all reading and writes what is not on disk yet. The token of <see cref="RunAsync"/> must be cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            // A log that were opened after this would be read, and written, for ever.
            _isClosed = true;
        }

        // Whoever catches up gives its turn back; those that wait for one were cancelled.
        for (var turn = 0; turn < MostCatchingUp; turn++)
        {
            await _turns.WaitAsync();
        }

        foreach (var held in All())
        {
            await held.DisposeAsync();
        }

        _turns.Dispose();
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new OperationCanceledException("The logs are closed: the program ends.");
        }
    }

    private bool IsKept(IReadOnlyDictionary<string, string> labels) => labels.GetValueOrDefault(LogOptions.Label) switch
    {
        "keep" => true,
        "off" => false,
        _ => options.Keep,
    };

    private bool IsIdle(ContainerLog held, ContainerSnapshot known) =>
        held.Log.Viewers == 0 && time.GetElapsedTime(held.LastLook) > Linger
        && (held.Reading.IsCompleted || !IsKept(held.Owner.Labels) || known.Containers.GetValueOrDefault(held.Owner.Id)?.IsRunning != true);

    private ContainerSnapshot Known()
    {
        using var subscription = containers.Subscribe(Actor.System, environment);
        return subscription.Snapshot;
    }

    private void Told(ContainerSummary container, CancellationToken cancellationToken)
    {
        var held = Held(container.Id);
        if (held is { Reading.IsCompleted: false })
        {
            Rename(held, container);
            held.Look();
        }
        else if (container.IsRunning && IsKept(container.Labels) && held is not { IsUnreadable: true })
        {
            _ = CatchUpAsync(container, cancellationToken);
        }
    }

    private void Rename(ContainerLog held, ContainerSummary container)
    {
        if (held.Owner.Name == container.Name)
        {
            return;
        }

        held.Owner = LogOwner.Of(container);
        WriteOwner(held);
    }

    private void WriteOwner(ContainerLog held)
    {
        try
        {
            Directory.CreateDirectory(folders.Of(held.Owner.Id));
            held.Owner.Write(folders.Of(held.Owner.Id));
            held.IsOwnerUnwritten = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!held.IsOwnerUnwritten)
            {
                held.IsOwnerUnwritten = true;
                LogNotKept(held.Owner.Name, e.Message);
            }
        }
    }

    private async Task CatchUpAsync(ContainerSummary container, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            await Open(container).CaughtUp.WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotKept(container.Name, e.Message);
        }
        finally
        {
            _turns.Release();
        }
    }

    private ContainerLog Read(ContainerSummary container)
    {
        var owner = LogOwner.Of(container);
        var log = NewLog(owner.Id);
        var held = new ContainerLog(owner, log, new LogReader(environment, resolver, owner.Id, log, options.FirstLines), logger);
        WriteOwner(held);
        return held;
    }

    // Numbers grow over time, so that those of a log that was deleted are never given again: microseconds since 1970.
    private KeptLog NewLog(string id) =>
        new(folders.Of(id), (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, logger);

    private ContainerLog? Held(string id)
    {
        lock (_gate)
        {
            return _logs.GetValueOrDefault(id);
        }
    }

    private List<ContainerLog> All()
    {
        lock (_gate)
        {
            return [.. _logs.Values];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The log of container {Name} can't be kept on disk: {Reason}")]
    private partial void LogNotKept(string name, string reason);
}
