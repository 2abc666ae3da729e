using Docker.DotNet;

namespace Dashboard.Services.Environments;

/// <summary>The engine's end of a terminal.</summary>
internal interface ITerminalStream : IDisposable
{
    /// <summary>Reads what is there, or waits for it; 0 at the end. One read at a time.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends all of it.</summary>
    Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}

/// <summary>One whose output the client library takes apart: what has no terminal in the container comes in frames.</summary>
internal sealed class FramedTerminal(MultiplexedStream stream) : ITerminalStream
{
    private byte[] _buffer = [];

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _buffer = _buffer.Length < buffer.Length ? new byte[buffer.Length] : _buffer;
        var read = await stream.ReadOutputAsync(_buffer, 0, buffer.Length, cancellationToken);
        _buffer.AsMemory(0, read.Count).CopyTo(buffer);
        return read.EOF ? 0 : read.Count;
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var array = bytes.ToArray();
        await stream.WriteAsync(array, 0, array.Length, cancellationToken);
    }

    public void Dispose() => stream.Dispose();
}
