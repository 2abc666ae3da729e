using System.Threading.Channels;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Terminals;

/// <summary>
/// One shell in a container with one person at it: the server's end of their terminal. Bytes only, in order, never decoded. Output waits
/// while the browser is more than a window behind, so a flood slows the process down instead of filling memory.
/// </summary>
public sealed class TerminalSession : ITerminal, IAsyncDisposable
{
    /// <summary>Output that may be under way to the browser, in bytes: enough to keep it busy, little enough that Ctrl-C is quick.</summary>
    private const int Window = 256 * 1024;

    /// <summary>Input that waits for a process that does not read, in bytes.</summary>
    private const int MostInput = 32 * 1024 * 1024;

    // Unbounded, and counted: waiting here would hold up the acknowledgements behind it, which the process's output may wait for.
    private readonly Channel<byte[]> _input = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<byte[]> _output = Channel.CreateBounded<byte[]>(64);
    private readonly Channel<TerminalDimensions> _dimensions = Channel.CreateBounded<TerminalDimensions>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CreditWindow _credits = new(Window);
    private readonly CancellationTokenSource _stop = new();
    private long _inputLength;
    private Task<CommandResult> _running = Task.FromResult(new CommandResult(0, "", ""));

    internal TerminalSession(string id, TerminalDimensions dimensions)
    {
        Id = id;
        Dimensions = dimensions;
    }

    /// <summary>Its id, unguessable.</summary>
    public string Id { get; }

    /// <inheritdoc/>
    public TerminalDimensions Dimensions { get; private set; }

    /// <summary>What came of the process; completes after the last of <see cref="ReadOutputAsync"/>.</summary>
    public Task<CommandResult> Completion => _running;

    /// <summary>Keys or a paste from the browser, in order; never waits.</summary>
    /// <exception cref="EngineErrorException">Refused: 32 MB of input wait already, because the process reads none.</exception>
    public void WriteInput(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length == 0)
        {
            return;
        }

        if (Interlocked.Add(ref _inputLength, bytes.Length) > MostInput)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, "The process in the terminal does not read its input: the rest is dropped."));
        }

        _input.Writer.TryWrite(bytes);
    }

    /// <summary>The browser's terminal has another size now; sizes outside 1 to 1000 are brought into it.</summary>
    public void Resize(int columns, int rows)
    {
        Dimensions = Clamp(columns, rows);
        _dimensions.Writer.TryWrite(Dimensions);
    }

    /// <summary>The browser has shown <paramref name="bytes"/> more bytes of output.</summary>
    public void Acknowledge(int bytes) => _credits.Return(bytes);

    /// <summary>Output as it comes, until the process ends.</summary>
    public IAsyncEnumerable<byte[]> ReadOutputAsync(CancellationToken cancellationToken) => _output.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<TerminalDimensions> NextDimensionsAsync(CancellationToken cancellationToken) => _dimensions.Reader.ReadAsync(cancellationToken).AsTask();

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellationToken)
    {
        if (!await _input.Reader.WaitToReadAsync(cancellationToken) || !_input.Reader.TryRead(out var bytes))
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        Interlocked.Add(ref _inputLength, -bytes.Length);
        return bytes;
    }

    /// <inheritdoc/>
    public async ValueTask WriteOutputAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _credits.TakeAsync(bytes.Length, cancellationToken);
        await _output.Writer.WriteAsync(bytes.ToArray(), cancellationToken);
    }

    /// <summary>Ends the process and everything it started, and waits until that is done.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    internal static TerminalDimensions Clamp(int columns, int rows) => new(Math.Clamp(columns, 1, 1000), Math.Clamp(rows, 1, 1000));

    internal void Start(Func<ITerminal, CancellationToken, Task<CommandResult>> run) => _running = RunAsync(run);

    private async Task<CommandResult> RunAsync(Func<ITerminal, CancellationToken, Task<CommandResult>> run)
    {
        try
        {
            return await run(this, _stop.Token);
        }
        finally
        {
            _input.Writer.TryComplete();
            _output.Writer.TryComplete();
        }
    }
}
