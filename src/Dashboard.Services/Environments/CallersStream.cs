namespace Dashboard.Services.Environments;

/// <summary>What a caller sends, and whether it was they who broke off: to HTTP a failed body looks like a failed engine.</summary>
internal sealed class CallersStream(Stream inner) : ForwardStream
{
    /// <summary>Why the caller's side failed; null while it has not.</summary>
    public Exception? Failure { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e)
        {
            Failure = e;
            throw;
        }
    }
}
