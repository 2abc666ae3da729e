using System.Collections.Concurrent;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Terminals.Recordings;

/// <summary>Begins recordings where they are the policy, writes what waits once a second, and deletes what is too old or too much.</summary>
internal sealed partial class RecordingKeeper(
    DataDirectory data, IOptionsMonitor<DashboardOptions> options, TimeProvider time, ILogger<RecordingKeeper> logger) : BackgroundService
{
    // A crash costs at most what came after the last beat.
    private static readonly TimeSpan WriteEach = TimeSpan.FromSeconds(1);
    private const int TidyEach = 60;

    private readonly ConcurrentDictionary<string, RecordingFolder> _folders = new();
    private readonly ConcurrentDictionary<TerminalRecorder, bool> _live = new();

    /// <summary>A recording has begun, ended or was deleted: the environment's name.</summary>
    public event Action<string>? Changed;

    private RecordingOptions Limits => options.CurrentValue.Recordings;

    /// <summary>The recordings of one environment.</summary>
    public RecordingFolder For(string environment) => _folders.GetOrAdd(environment, name => new RecordingFolder(Path.Combine(data.RecordingDirectory, name), logger));

    /// <summary>What goes for the terminals of an engine.</summary>
    public RecordingMode ModeOf(DockerEnvironment environment) => Limits.For(environment.Name.Value);

    /// <summary>Begins to record a session, if that is the policy.</summary>
    /// <param name="session">What.</param>
    /// <param name="admitted">What is known of the command.</param>
    /// <param name="whyNot">Why it should be recorded and is not; null otherwise.</param>
    /// <returns>Null when it is not recorded.</returns>
    /// <exception cref="EngineErrorException">Refused: it must be recorded and can't be.</exception>
    public TerminalRecorder? Begin(RecordedSession session, AdmittedSession admitted, out string? whyNot)
    {
        whyNot = null;
        var environment = session.Environment.Name.Value;
        var mode = ModeOf(session.Environment);
        if (mode == RecordingMode.Off)
        {
            return null;
        }

        try
        {
            var recorder = new TerminalRecorder(For(environment), Describe(session, admitted), mode, session.Size, (long)Limits.MegabytesPerRecording << 20, time);
            _live[recorder] = true;
            recorder.Failed += r => LogFailed(r.Recording.Number, environment, r.Failure!);
            if (admitted.Container is { } container)
            {
                recorder.Enter(container);
            }

            Changed?.Invoke(environment);
            return recorder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotBegun(environment, session.Owner.UserName, e.Message);
            whyNot = mode != RecordingMode.Strict
                ? $"not recorded: {e.Message}"
                : throw new EngineErrorException(new EngineError(
                    EngineErrorKind.Refused, $"{(session.HasTerminal ? "Terminals" : "What runs in containers")} on {environment} must be recorded, and this {(session.HasTerminal ? "one " : "")}can't be: {e.Message}"), e);
            return null;
        }
    }

    /// <summary>Ends a recording.</summary>
    /// <param name="recorder">Which.</param>
    /// <param name="exitCode">Exit code of the process; null when it was ended.</param>
    /// <param name="reason">Why it was ended; null when the process ended by itself.</param>
    /// <returns>What is wrong with the recording, for the audit log; null when nothing is.</returns>
    public string? End(TerminalRecorder recorder, int? exitCode, string? reason)
    {
        var complaint = recorder.End(exitCode, reason);
        _live.TryRemove(recorder, out _);
        Changed?.Invoke(recorder.Recording.Environment);
        return complaint;
    }

    /// <summary>Deletes the oldest until the rest is neither too much nor too old; none that goes on.</summary>
    public void Tidy()
    {
        var notBefore = time.GetUtcNow() - TimeSpan.FromDays(Limits.Days);
        var live = _live.Keys.Select(r => (r.Recording.Environment, r.Recording.Number)).ToHashSet();
        var all = Environments().SelectMany(e => For(e).All().Select(r => (Folder: For(e), Recording: r))).OrderBy(r => r.Recording.Started).ThenBy(r => r.Recording.Number).ToList();
        var length = all.Sum(r => r.Recording.Length);
        foreach (var (folder, recording) in all.Where(r => !live.Contains((r.Recording.Environment, r.Recording.Number))))
        {
            if (recording.Ended < notBefore || length > (long)Limits.Megabytes << 20)
            {
                folder.Delete(recording.Number);
                length -= recording.Length;
                Changed?.Invoke(recording.Environment);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TryTidy();
        using var beats = new PeriodicTimer(WriteEach, time);
        for (var beat = 1; await beats.WaitForNextTickAsync(stoppingToken); beat++)
        {
            foreach (var recorder in _live.Keys)
            {
                recorder.Write();
            }

            if (beat % TidyEach == 0)
            {
                TryTidy();
            }
        }
    }

    private Recording Describe(RecordedSession session, AdmittedSession admitted) => new()
    {
        Number = admitted.AuditNumber,
        Environment = session.Environment.Name.Value,
        UserId = session.Owner.UserId,
        UserName = session.Owner.UserName,
        Command = CommandLine.PrintMasked(session.Command),
        Started = time.GetUtcNow(),
    };

    // Of engines that the dashboard no longer knows, too.
    private IEnumerable<string> Environments() => Directory.Exists(data.RecordingDirectory)
        ? new DirectoryInfo(data.RecordingDirectory).EnumerateDirectories().Select(d => d.Name)
        : [];

    private void TryTidy()
    {
        try
        {
            Tidy();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotTidied(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Recording {Number} on {Environment} has failed: {Reason}")]
    private partial void LogFailed(long number, string environment, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A terminal of {User} on {Environment} can't be recorded: {Reason}")]
    private partial void LogNotBegun(string environment, string user, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Recordings could not be tidied up: {Reason}")]
    private partial void LogNotTidied(string reason);
}
