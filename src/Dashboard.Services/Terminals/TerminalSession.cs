using System.Threading.Channels;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Services.Terminals.Screen;

namespace Dashboard.Services.Terminals;

/// <summary>
/// A process with a terminal, on the server: it lives on while no browser looks at it. What it prints is always read, into a bounded picture
/// of the screen; whoever looks gets bytes in order, never decoded.
/// </summary>
public sealed partial class TerminalSession : ITerminal, IAsyncDisposable
{
    private const byte CtrlC = 3;

    /// <summary>Output that waits when Ctrl-C comes; more is not worth showing any more.</summary>
    private const int WorthAfterInterrupt = 4 * 1024;

    /// <summary>Lines above the screen in a picture that will soon be followed by another.</summary>
    private const int QuickHistory = 100;

    // Unbounded, and counted: waiting here would hold up the acknowledgements behind it.
    private readonly Channel<byte[]> _input = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<TerminalDimensions> _dimensions = Channel.CreateBounded<TerminalDimensions>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TerminalViewer> _viewers = [];
    private readonly TimeProvider _time;
    private readonly TerminalScreen _screen;
    private TerminalRecorder? _recorder;
    private bool _isBlank = true;
    private bool _isPrinted;
    private long _inputLength;
    private volatile bool _hasEnded;
    private Task<CommandResult> _running = Task.FromResult(new CommandResult(0, "", ""));

    internal TerminalSession(string id, Actor owner, DockerEnvironment environment, DockerCommand command, TerminalDimensions dimensions, TimeProvider time, int terminals = 0)
    {
        (Id, Owner, Environment, Command, _time) = (id, owner, environment, command, time);
        Started = LastInput = LastSeen = time.GetUtcNow();
        _screen = new TerminalScreen(dimensions.Columns, dimensions.Rows, mostHistory: TerminalLimits.History(terminals));
    }

    /// <summary>Its id, unguessable.</summary>
    public string Id { get; }

    /// <summary>Whose it is.</summary>
    public Actor Owner { get; }

    /// <summary>On which engine.</summary>
    public DockerEnvironment Environment { get; }

    /// <summary>What runs in it, e.g. <c>docker exec -it web sh</c>.</summary>
    public DockerCommand Command { get; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>When somebody last typed.</summary>
    public DateTimeOffset LastInput { get; private set; }

    /// <summary>When somebody last looked at it; now, while anybody does.</summary>
    public DateTimeOffset LastSeen { get; private set; }

    /// <inheritdoc/>
    public string? EndReason { get; private set; }

    /// <inheritdoc/>
    public string? Note { get; private set; }

    /// <summary>Whether what it shows is recorded.</summary>
    public bool IsRecorded { get; private set; }

    /// <summary>What its owner lets others do.</summary>
    public TerminalSharing Sharing { get; private set; }

    /// <summary>In which container, as soon as that is known; null for what runs in none.</summary>
    public ResolvedContainer? Container { get; private set; }

    /// <summary>Whether the process is over; the screen stays for a while.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>In how many browsers its owner looks at it now.</summary>
    public int Viewers
    {
        get
        {
            lock (Gate)
            {
                return _viewers.Count(v => v.Guest is null);
            }
        }
    }

    /// <summary>Names of the others who look at it now, each once.</summary>
    public IReadOnlyList<string> Guests
    {
        get
        {
            lock (Gate)
            {
                return [.. _viewers.Select(v => v.Guest).OfType<Actor>().DistinctBy(g => g.UserId).Select(g => g.UserName)];
            }
        }
    }

    /// <inheritdoc/>
    public TerminalDimensions Dimensions
    {
        get
        {
            lock (Gate)
            {
                return new TerminalDimensions(_screen.Columns, _screen.Rows);
            }
        }
    }

    /// <summary>What came of the process.</summary>
    public Task<CommandResult> Completion => _running;

    /// <summary>Cells of its screen.</summary>
    internal int Cells => Dimensions is var size ? size.Columns * size.Rows : 0;

    /// <summary>Bytes of input that wait, with what they take besides.</summary>
    internal long WaitingInput => Volatile.Read(ref _inputLength);

    /// <summary>Whether its screen may have so many cells, beside the others of its owner.</summary>
    internal Func<TerminalSession, int, bool> MayHaveCells { get; init; } = (_, _) => true;

    /// <summary>Whether what waits in all terminals, this included, is within bounds.</summary>
    internal Func<TerminalSession, bool> MayHoldInput { get; init; } = _ => true;

    /// <summary>Told when somebody begins or ceases to look.</summary>
    internal Action ViewersChanged { get; init; } = () => { };

    /// <summary>Records it, if that is the policy; null in tests of what is not recorded.</summary>
    internal RecordingKeeper? Recordings { get; init; }

    /// <summary>Guards the screen and what its viewers are sent.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Begins to look at it, with a screen of this size; the others' follow.</summary>
    public TerminalViewer Attach(int columns, int rows)
    {
        TerminalViewer viewer;
        lock (Gate)
        {
            viewer = new TerminalViewer(this, guest: null, needsScreen: !_isBlank);
            _viewers.Add(viewer);
            Resize(viewer, columns, rows);
            Introduce(viewer);
        }

        ViewersChanged();
        return viewer;
    }

    /// <summary>The same as a visit.</summary>
    public TerminalVisit Visit(int columns, int rows) => new(this, Attach(columns, rows), watch: null);

    /// <summary>Keys or a paste of its owner's, in order; never waits.</summary>
    /// <exception cref="EngineErrorException">Refused: too much input waits already, because the process reads none.</exception>
    public void WriteInput(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length == 0)
        {
            return;
        }

        LastInput = _time.GetUtcNow();
        if (bytes.Contains(CtrlC))
        {
            Interrupted();
        }

        Enqueue(bytes);
    }

    /// <summary>A viewer's browser has another size now; sizes beyond <see cref="TerminalLimits"/> are brought into them.</summary>
    public void Resize(TerminalViewer viewer, int columns, int rows)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        lock (Gate)
        {
            if (viewer.Guest is not null)
            {
                // Guests see it as it is.
                return;
            }

            var size = TerminalLimits.Clamp(columns, rows);
            if (size == Dimensions)
            {
                return;
            }

            if (size.Columns * size.Rows > Cells && !MayHaveCells(this, size.Columns * size.Rows))
            {
                viewer.Tell(Dimensions);
                return;
            }

            _screen.Resize(size.Columns, size.Rows);
            _recorder?.Resized(size);
            _dimensions.Writer.TryWrite(size);
            foreach (var other in _viewers)
            {
                if (other != viewer)
                {
                    other.Tell(size);
                }

                if (!_isBlank)
                {
                    // Each has broken its lines anew in its own way.
                    other.Redraw();
                }
            }
        }
    }

    /// <summary>The screen as text.</summary>
    public string Text()
    {
        lock (Gate)
        {
            return _screen.Text();
        }
    }

    /// <inheritdoc/>
    public Task<TerminalDimensions> NextDimensionsAsync(CancellationToken cancellationToken) => _dimensions.Reader.ReadAsync(cancellationToken).AsTask();

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellationToken)
    {
        if (!await _input.Reader.WaitToReadAsync(cancellationToken) || !_input.Reader.TryRead(out var bytes))
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        Interlocked.Add(ref _inputLength, -(bytes.Length + TerminalLimits.InputOverhead));
        return bytes;
    }

    /// <inheritdoc/>
    public ValueTask WriteOutputAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Show(bytes.Span);
        return ValueTask.CompletedTask;
    }

    private void Show(ReadOnlySpan<byte> bytes)
    {
        byte[] answers;
        lock (Gate)
        {
            answers = _screen.Feed(bytes);
            _recorder?.Output(bytes);
            _isBlank = false;
            foreach (var viewer in _viewers)
            {
                viewer.Give(bytes);
            }
        }

        if (answers.Length > 0)
        {
            Enqueue(answers);
        }

        // Outside of the lock: a slow disk holds up the process, and nobody who looks at it.
        _recorder?.WriteIfFull();
    }

    /// <summary>Ends the process and everything it started, and waits until that is done.</summary>
    /// <param name="reason">Why, for the audit log, e.g. "closed".</param>
    /// <param name="cancellationToken">Ends the wait, not what ends the process.</param>
    public async Task EndAsync(string reason, CancellationToken cancellationToken)
    {
        if (!_hasEnded && !_stop.IsCancellationRequested)
        {
            EndReason = reason;
            await _stop.CancelAsync();
        }

        await ((Task)_running).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The same, at the end of the program or of a test.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync("closed", CancellationToken.None);
        _stop.Dispose();
    }

    internal void Start(Func<ITerminal, CancellationToken, Task<CommandResult>> run) => _running = RunAsync(run);

    /// <summary>Shows, once, what a command that was not interactive has printed; failures are told in words of their own.</summary>
    internal void Print(CommandResult result)
    {
        if (_isPrinted)
        {
            return;
        }

        _isPrinted = true;
        var hasFailed = result.Error is not null || result.Targets.Any(t => t.Error is not null);
        var text = hasFailed ? result.Stdout : result.Stdout + result.Stderr;
        text = text.ReplaceLineEndings("\r\n");
        if (text.Length > 0)
        {
            Show(System.Text.Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>Bytes that draw the screen, with all lines above it or with some. Under the lock.</summary>
    internal byte[] Draw(bool withHistory) => _screen.Snapshot(withHistory ? int.MaxValue : QuickHistory);

    internal void Leave(TerminalViewer viewer)
    {
        lock (Gate)
        {
            _viewers.Remove(viewer);
            if (viewer.Guest is null)
            {
                LastSeen = _time.GetUtcNow();
            }
            else
            {
                _recorder?.Note($"{viewer.Guest.UserName} left");
            }

            TellIfShared();
        }

        ViewersChanged();
    }

    private void Enqueue(byte[] bytes)
    {
        var length = bytes.Length + TerminalLimits.InputOverhead;
        var waiting = Interlocked.Add(ref _inputLength, length);
        if (waiting > TerminalLimits.Input || (waiting > TerminalLimits.FreeInput && !MayHoldInput(this)))
        {
            Interlocked.Add(ref _inputLength, -length);
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, "The process in the terminal does not read its input: the rest is dropped."));
        }

        _input.Writer.TryWrite(bytes);
    }

    private void Interrupted()
    {
        lock (Gate)
        {
            foreach (var viewer in _viewers)
            {
                viewer.FallBehind(WorthAfterInterrupt);
            }
        }
    }

    private async Task<CommandResult> RunAsync(Func<ITerminal, CancellationToken, Task<CommandResult>> run)
    {
        CommandResult? result = null;
        try
        {
            return result = await run(this, _stop.Token);
        }
        finally
        {
            EndRecording(result);
            _input.Writer.TryComplete();
            lock (Gate)
            {
                _hasEnded = true;
                LastSeen = _time.GetUtcNow();
                foreach (var viewer in _viewers)
                {
                    viewer.Wake();
                }
            }
        }
    }
}
