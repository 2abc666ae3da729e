namespace Dashboard.Services.Environments;

/// <summary>What was already read of a stream, and then the rest of it.</summary>
internal sealed class JoinedStream(ReadOnlyMemory<byte> begun, Stream rest) : ForwardStream
{
    private ReadOnlyMemory<byte> _begun = begun;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_begun.Length == 0)
        {
            return rest.ReadAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _begun.Length);
        _begun[..count].CopyTo(buffer);
        _begun = _begun[count..];
        return ValueTask.FromResult(count);
    }
}
