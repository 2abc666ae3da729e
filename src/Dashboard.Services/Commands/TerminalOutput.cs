using Docker.DotNet;

namespace Dashboard.Services.Commands;

/// <summary>A stream of the engine's on a terminal that is only looked at: Ctrl-C ends it.</summary>
internal sealed class TerminalOutput(ITerminal terminal)
{
    /// <summary>Exit code of what Ctrl-C ended.</summary>
    public const int Interrupted = 130;

    private const byte CtrlC = 3;

    /// <summary>Shows <paramref name="stream"/> to its end, or until Ctrl-C; lines that end in \n alone get the \r that terminals need.</summary>
    public async Task<CommandResult> ShowAsync(MultiplexedStream stream, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var interrupted = WaitForCtrlCAsync(stop.Token);
        var showing = PumpAsync(stream, stop.Token);
        try
        {
            if (await Task.WhenAny(showing, interrupted) == interrupted && !cancellationToken.IsCancellationRequested)
            {
                await interrupted;
                return new CommandResult(Interrupted, "", "");
            }

            await showing;
            return new CommandResult(0, "", "");
        }
        finally
        {
            await stop.CancelAsync();
            await showing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await interrupted.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until the user presses Ctrl-C, or their end is closed.</summary>
    public async Task WaitForCtrlCAsync(CancellationToken cancellationToken)
    {
        while (await terminal.ReadInputAsync(cancellationToken) is { Length: > 0 } keys)
        {
            if (keys.Span.Contains(CtrlC))
            {
                return;
            }
        }
    }

    private async Task PumpAsync(MultiplexedStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        var lineEnds = new LineEnds();
        MultiplexedStream.ReadResult read;
        while (!(read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken)).EOF)
        {
            await terminal.WriteOutputAsync(lineEnds.ForTerminal(buffer.AsSpan(0, read.Count)), cancellationToken);
        }
    }
}
