using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Terminals.Recordings;

namespace Dashboard.Services.Terminals;

/// <content>How a terminal is recorded.</content>
public sealed partial class TerminalSession
{
    /// <inheritdoc/>
    public void Begin(AdmittedSession session)
    {
        Container = session.Container;
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
    public void Enter(ResolvedContainer container)
    {
        Container = container;
        _recorder?.Enter(container);
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
