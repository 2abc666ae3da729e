namespace Dashboard.Services.Access;

/// <summary>Something that goes on for as long as a right is held: its token is cancelled when the right is taken away, or by the caller's own.</summary>
internal sealed class RightWatch : IDisposable
{
    private readonly IRightsSource _rights;
    private readonly Func<bool> _isHeld;
    private readonly CancellationTokenSource _source;
    private readonly Lock _lock = new();
    private bool _isDisposed;
    private volatile bool _isLost;

    /// <param name="rights">Tells of changes.</param>
    /// <param name="isHeld">Asks for the right, now.</param>
    /// <param name="cancellationToken">The caller's own.</param>
    public RightWatch(IRightsSource rights, Func<bool> isHeld, CancellationToken cancellationToken)
    {
        (_rights, _isHeld) = (rights, isHeld);
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Token = _source.Token;
        _rights.Changed += Look;
        // What was taken away before this line raised nothing here.
        Look();
    }

    /// <summary>Ends what goes on.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether the right is why.</summary>
    public bool IsLost => _isLost;

    /// <inheritdoc/>
    public void Dispose()
    {
        _rights.Changed -= Look;
        lock (_lock)
        {
            _isDisposed = true;
        }

        _source.Dispose();
    }

    private void Look()
    {
        if (_isLost || _isHeld())
        {
            return;
        }

        lock (_lock)
        {
            if (!_isDisposed)
            {
                _isLost = true;
                // Not on the thread of whoever took the right away: what is ended may take its time.
                _ = _source.CancelAsync();
            }
        }
    }
}
