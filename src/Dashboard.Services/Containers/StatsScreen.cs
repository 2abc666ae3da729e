using System.Text;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary>A terminal that is painted over and over, as <c>docker stats</c> does: cursor home, each line and what was behind it, the rest cleared.</summary>
internal sealed class StatsScreen(ITerminal terminal)
{
    /// <summary>Paints what <paramref name="read"/> gives until Ctrl-C, until the user's end is closed, or until cancelled.</summary>
    public async Task<CommandResult> RunAsync(Func<CancellationToken, Task<string>> read, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var interrupted = new TerminalOutput(terminal).WaitForCtrlCAsync(stop.Token);
        try
        {
            await WriteAsync("\u001b[2J", cancellationToken);
            while (true)
            {
                // The engine takes a second or two between its own samples: that is the beat.
                var reading = read(stop.Token);
                if (await Task.WhenAny(reading, interrupted) == interrupted)
                {
                    await stop.CancelAsync();
                    await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    await interrupted;
                    return new CommandResult(TerminalOutput.Interrupted, "", "");
                }

                await WriteAsync(Painted(await reading), cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await interrupted.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Raw terminals need \r.
    private static string Painted(string text) =>
        "\u001b[H" + string.Concat(text.TrimEnd('\n').Split('\n').Select(line => line + " \u001b[K\r\n")) + "\u001b[J";

    private ValueTask WriteAsync(string text, CancellationToken cancellationToken) => terminal.WriteOutputAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
}
