using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace Dashboard.Testing;

/// <summary>One long-running process of a private engine, with the tail of what it logged.</summary>
/// <remarks>
/// Started by setsid: a Ctrl-C in the terminal then reaches the tests alone, which end their engine in order.
/// </remarks>
internal sealed class EngineDaemon : IDisposable
{
    private const int KeptLines = 60;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;

    private EngineDaemon(Process process)
    {
        _process = process;
        _ = KeepAsync(process.StandardOutput);
        _ = KeepAsync(process.StandardError);
    }

    public int Id => _process.Id;

    /// <summary>Starts the daemon and waits until its socket answers.</summary>
    public static async Task<EngineDaemon> StartAsync(
        string program, IEnumerable<string> arguments, string id, Func<CancellationToken, Task<bool>> answers, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string> { [EngineLeftovers.Marker] = id };
        var daemon = new EngineDaemon(Cli.Start("setsid", [program, .. arguments], environment));
        try
        {
            await Eventually.ThatAsync(
                async () => daemon._process.HasExited || await answers(cancellationToken),
                TimeSpan.FromSeconds(60), $"{program} answers", cancellationToken);
            return daemon._process.HasExited
                ? throw new InvalidOperationException($"it ended with {daemon._process.ExitCode}")
                : daemon;
        }
        catch (Exception error)
        {
            await daemon.EndAsync(Signal.Kill);
            throw new InvalidOperationException($"{program} did not start: {error.Message}\n{string.Join('\n', daemon._log)}", error);
        }
    }

    /// <summary>Whether somebody listens on the socket.</summary>
    public static async Task<bool> ListensAsync(string socket, CancellationToken cancellationToken)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
        return true;
    }

    /// <summary>Sends a signal to the daemon alone.</summary>
    public void Send(int signal) => Signal.Send(_process.Id, signal);

    /// <summary>Ends the daemon: asked with SIGTERM, or killed at once.</summary>
    public async Task EndAsync(int signal)
    {
        // A stopped process cannot act on SIGTERM.
        Send(Signal.Continue);
        if (signal == Signal.Kill)
        {
            Send(Signal.Kill);
        }

        await Signal.EndAsync(_process, TimeSpan.FromSeconds(20));
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task KeepAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            _log.Enqueue(line);
            while (_log.Count > KeptLines)
            {
                _log.TryDequeue(out _);
            }
        }
    }
}
