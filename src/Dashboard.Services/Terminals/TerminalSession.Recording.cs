using System.Diagnostics.CodeAnalysis;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Terminals.Recordings;

namespace Dashboard.Services.Terminals;

/// <content>How a terminal is recorded.</content>
public sealed partial class TerminalSession
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once its command is let run. One that is refused never begins; what came of it is its <see cref="Completion"/>.</summary>
    public Task Begun => _begun.Task;

    /// <inheritdoc/>
    public void Begin(AdmittedSession session)
    {
        Container = session.Container;
        _begun.TrySetResult();
        string? whyNot = null;
        var recorder = Recordings?.Begin(new RecordedSession(Owner, Environment, Command, Dimensions, HasTerminal: true), session, out whyNot);
        Note = whyNot;
        if (recorder is null)
        {
            return;
        }

        recorder.Failed += RecordingFailed;
        lock (Gate)
        {
            _recorder = recorder;
            recorder.Resized(Dimensions);
            if (!_isBlank)
            {
                recorder.Output(_screen.Snapshot(int.MaxValue));
            }

            IsRecorded = true;
            Tell();
        }
    }

    /// <inheritdoc/>
    public void End(CommandResult? result)
    {
        if (result is not null)
        {
            Print(result);
        }

        EndRecording(Judge(result));
    }

    /// <inheritdoc/>
    public void Enter(ResolvedContainer container)
    {
        Container = container;
        _recorder?.Enter(container);
    }

    /// <summary>What came of the command, where the engine's answer alone does not say it.</summary>
    [return: NotNullIfNotNull(nameof(result))]
    internal CommandResult? Judge(CommandResult? result) =>
        result is not null && TerminalCommand.NotStarted(Command, result.ExitCode, Text()) is { } error ? CommandResult.Failure(error) : result;

    private void EndRecording(CommandResult? result)
    {
        TerminalRecorder? recorder;
        lock (Gate)
        {
            (recorder, _recorder) = (_recorder, null);
        }

        if (recorder is not null && Recordings!.End(recorder, result is { Error: null } ? result.ExitCode : null, result?.Error?.Message ?? EndReason) is { } complaint)
        {
            Note = complaint;
        }
    }

    private void RecordingFailed(TerminalRecorder recorder)
    {
        Note = $"the recording broke off: {recorder.Failure}";
        lock (Gate)
        {
            IsRecorded = false;
            Tell();
        }

        if (recorder.Mode == RecordingMode.Strict)
        {
            // Not on the thread that reads it: the end waits for that.
            _ = Task.Run(() => EndAsync($"its recording failed, and it must be recorded: {recorder.Failure}", CancellationToken.None));
        }
    }
}
