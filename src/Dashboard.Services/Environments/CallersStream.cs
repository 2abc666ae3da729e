using Dashboard.Services.Commands;

namespace Dashboard.Services.Environments;

/// <summary>Stream that a caller sends, with the error of the caller's side: to HTTP a failed body looks like a failed engine.</summary>
internal sealed class CallersStream(Stream inner) : ForwardStream
{
    /// <summary>Bytes that were read so far.</summary>
    public long Count { get; private set; }

    /// <summary>Why the caller's side failed (Invalid); null while it has not, or when it was cancelled.</summary>
    public EngineError? Error { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Count += read;
            return read;
        }
        catch (EngineErrorException e)
        {
            Error = e.Error;
            throw;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Error = new EngineError(EngineErrorKind.Invalid, $"The upload broke off: {e.Message}");
            throw new EngineErrorException(Error, e);
        }
    }
}
