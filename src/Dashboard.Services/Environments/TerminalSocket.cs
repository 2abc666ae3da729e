using System.Net.Sockets;

namespace Dashboard.Services.Environments;

/// <summary>
/// The engine's end of a terminal, over a connection of its own. Nobody waits in a thread while it is silent. In a flood, which an engine hands
/// over line by line, the thread that reads stays with it: to be woken for each line cost several times as much as to read it.
/// </summary>
internal sealed class TerminalSocket : ITerminalStream
{
    // More reads in a row that found something at once than keys echo or a program draws.
    private const int Flood = 8;

    // Reads after which others have a turn.
    private const int Turn = 32;

    /// <summary>How long a flood may pause before it counts as over.</summary>
    private static readonly TimeSpan _linger = TimeSpan.FromMilliseconds(2);

    private readonly Socket _socket;
    private ReadOnlyMemory<byte> _begun;
    private int _streak;

    /// <summary>A terminal over a connection that the engine has handed over for it.</summary>
    public TerminalSocket(EngineUpgrade upgrade) => (_socket, _begun) = (upgrade.Socket, upgrade.Begun);

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_begun.Length > 0)
        {
            var count = Math.Min(_begun.Length, buffer.Length);
            _begun[..count].CopyTo(buffer);
            _begun = _begun[count..];
            return count;
        }

        if (_socket.Poll(_streak > Flood ? _linger : TimeSpan.Zero, SelectMode.SelectRead))
        {
            if (++_streak % Turn == 0)
            {
                // The keys that are to end the flood need a thread too.
                await Task.Yield();
            }
        }
        else
        {
            _streak = 0;
            await SocketWatch.WaitForAsync(_socket, cancellationToken);
        }

        return _socket.Receive(buffer.Span);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }

    public void Dispose() => _socket.Dispose();
}
