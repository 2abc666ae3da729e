using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Terminals.Recordings;

/// <summary>A recording of what has no terminal: both streams as they came, with the line ends that a player needs.</summary>
internal sealed class OutputRecord : IOutputRecord
{
    private readonly RecordingKeeper _keeper;
    private readonly TerminalRecorder _recorder;
    private readonly LineEnds _lineEnds = new();
    private readonly CancellationTokenSource _broken = new();
    private readonly Lock _gate = new();
    private bool _isOver;

    public OutputRecord(RecordingKeeper keeper, TerminalRecorder recorder)
    {
        (_keeper, _recorder) = (keeper, recorder);
        recorder.Failed += Fail;
    }

    public CancellationToken Broken => _broken.Token;

    public string? Note { get; private set; }

    public void Enter(ResolvedContainer container) => _recorder.Enter(container);

    public void Output(ReadOnlySpan<byte> bytes)
    {
        _recorder.Output(_lineEnds.ForTerminal(bytes).Span);
        _recorder.WriteIfFull();
    }

    public void End(CommandResult? result, string? reason) =>
        Note = _keeper.End(_recorder, result is { Error: null } ? result.ExitCode : null, result?.Error?.Message ?? reason);

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        _broken.Dispose();
    }

    private void Fail(TerminalRecorder recorder)
    {
        Note = $"the recording broke off: {recorder.Failure}";
        lock (_gate)
        {
            if (!_isOver)
            {
                // Not on the thread that writes: whoever reads the output may be that.
                _ = _broken.CancelAsync();
            }
        }
    }
}
