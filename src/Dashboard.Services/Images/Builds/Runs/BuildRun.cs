using Dashboard.Services.Commands;
using Dashboard.Services.Jobs;

namespace Dashboard.Services.Images.Builds.Runs;

/// <summary>A build, under way or over. May be read on any thread.</summary>
public sealed class BuildRun
{
    private readonly BuildLog? _log;
    private BuildRecord _record;

    internal BuildRun(BuildRecord record, BuildLog? log) => (_record, _log) = (record, log);

    /// <summary>What is known of it now.</summary>
    public BuildRecord Record => _log is null || _record.State != JobState.Running ? _record : _record with { Steps = _log.Steps };

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => _record.State == JobState.Running;

    /// <summary>What came of it, once its record is kept; null when it was stopped. Never an exception.</summary>
    public Task<CommandResult?> Completion { get; internal set; } = Task.FromResult<CommandResult?>(null);

    internal Job? Job { get; set; }

    internal BuildLog? Log => _log;

    /// <summary>Stops it, and the engine's work with it.</summary>
    public void Cancel() => Job?.Cancel();

    internal void End(BuildRecord record) => _record = record;
}
