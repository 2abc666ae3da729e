using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>Carries bytes and sizes between the user's terminal and a stream of the engine's, of an exec or of an attach, until that ends.</summary>
/// <param name="stream">The engine's end.</param>
/// <param name="terminal">The user's end.</param>
/// <param name="resize">Tells the engine a size.</param>
/// <param name="lost">Cancelled when the engine stopped answering.</param>
internal sealed class TerminalPump(
    ITerminalStream stream, ITerminal terminal, Func<ContainerResizeParameters, CancellationToken, Task> resize, CancellationToken lost)
{
    private const int ResizeAttempts = 20;
    private static readonly TimeSpan ResizePause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _inputGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>Pumps until the engine's end is closed.</summary>
    /// <exception cref="EngineErrorException">Unreachable: the engine was lost.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost);
        var input = PumpInputAsync(stop.Token);
        var resizing = PumpDimensionsAsync(stop.Token);
        try
        {
            var buffer = new byte[32 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, stop.Token)) > 0)
            {
                await terminal.WriteOutputAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Unreachable, "The engine was lost; what ran in the terminal may still run."));
        }
        finally
        {
            await stop.CancelAsync();
            await input.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await resizing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PumpInputAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await terminal.ReadInputAsync(cancellationToken) is { Length: > 0 } bytes)
            {
                await stream.WriteAsync(bytes, cancellationToken);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Where the process has ended, so does its output, and nobody need know.
            await Task.Delay(_inputGrace, cancellationToken);
            await terminal.WriteOutputAsync(Encoding.UTF8.GetBytes($"\r\nWhat is typed does not reach the process any more: {e.Message}\r\n"), cancellationToken);
        }
    }

    private async Task PumpDimensionsAsync(CancellationToken cancellationToken)
    {
        // A resize before the start blocks 10 s and fails; the size at start needs API 1.42. So: right after.
        var size = terminal.Dimensions;
        while (true)
        {
            await ResizeAsync(size, cancellationToken);
            size = await terminal.NextDimensionsAsync(cancellationToken);
        }
    }

    // The engine refuses while the process has not quite begun, and once it has ended; then nobody needs it.
    private async Task ResizeAsync(TerminalDimensions size, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < ResizeAttempts; attempt++)
        {
            try
            {
                await resize(new ContainerResizeParameters { Width = size.Columns, Height = size.Rows }, cancellationToken);
                return;
            }
            catch (Exception e) when (e is DockerApiException or HttpRequestException or IOException)
            {
                await Task.Delay(ResizePause, cancellationToken);
            }
        }
    }
}
