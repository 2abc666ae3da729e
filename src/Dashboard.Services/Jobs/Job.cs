using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;

namespace Dashboard.Services.Jobs;

/// <summary>Where a job is.</summary>
public enum JobState
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>It failed; the result says why.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,
}

/// <summary>
/// A command that takes a while (a pull, a push, a build, a load), run on the server whether or not a page looks on. All of it may be read
/// on any thread.
/// </summary>
public sealed class Job : IProgress<LayerProgress>, IDisposable
{
    // A build prints thousands of lines; what is above is not missed.
    private const int MostLines = 5000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly PullBoard _board = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Action _changed;
    private readonly TimeProvider _time;
    private string _open = "";

    internal Job(Guid id, Actor actor, DockerEnvironment environment, DockerCommand command, TimeProvider time, Action changed)
    {
        (Id, Actor, Environment, Command, _time, _changed) = (id, actor, environment, command, time, changed);
        Line = CommandLine.PrintMasked(command);
        Started = time.GetUtcNow();
    }

    /// <summary>Its id.</summary>
    public Guid Id { get; }

    /// <summary>Whose it is.</summary>
    public Actor Actor { get; }

    /// <summary>On which engine.</summary>
    public DockerEnvironment Environment { get; }

    /// <summary>What is run.</summary>
    public DockerCommand Command { get; }

    /// <summary>The same as a docker line, with what looks secret masked.</summary>
    public string Line { get; }

    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset Started { get; }

    /// <summary>When it ended (UTC); null while it runs.</summary>
    public DateTimeOffset? Ended { get; private set; }

    /// <summary>Where it is.</summary>
    public JobState State { get; private set; }

    /// <summary>What came of it; null while it runs, and when it was stopped.</summary>
    public CommandResult? Result { get; private set; }

    /// <summary>How far its layers are.</summary>
    public PullState Progress => _board.State;

    /// <summary>Ends with the job, never with an exception.</summary>
    public Task Completion { get; internal set; } = Task.CompletedTask;

    /// <summary>What it printed, the last few thousand lines.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return _open.Length > 0 ? [.. _lines, _open] : [.. _lines];
            }
        }
    }

    internal IProgress<LayerProgress>? Watcher { get; init; }

    internal CancellationToken Stopped => _stop.Token;

    /// <summary>Stops it, and the engine's work with it.</summary>
    public void Cancel()
    {
        if (State == JobState.Running)
        {
            _stop.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    public void Report(LayerProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _board.Report(value);
        if (value.Layer.Length == 0)
        {
            Append(value.IsPiece ? value.Status : value.Status + "\n");
        }

        Watcher?.Report(value);
        _changed();
    }

    internal void End(JobState state, CommandResult? result)
    {
        if (result is { Stderr.Length: > 0 })
        {
            Append((_open.Length > 0 ? "\n" : "") + result.Stderr);
        }

        (Result, Ended) = (result, _time.GetUtcNow());
        State = state;
        _changed();
    }

    private void Append(string text)
    {
        lock (_gate)
        {
            var parts = (_open + text.Replace("\r", "", StringComparison.Ordinal)).Split('\n');
            foreach (var line in parts[..^1])
            {
                _lines.Enqueue(line);
            }

            _open = parts[^1];
            while (_lines.Count > MostLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
