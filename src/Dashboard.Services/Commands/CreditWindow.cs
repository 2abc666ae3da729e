namespace Dashboard.Services.Commands;

/// <summary>
/// Flow control to a renderer that tells what it has shown: nothing in the transport waits for that, so the sender counts bytes under way.
/// </summary>
/// <param name="size">Bytes that may be under way. A single item may be larger: it goes when nothing else is.</param>
public sealed class CreditWindow(int size)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _underWay;

    /// <summary>Waits until there is room, then counts <paramref name="bytes"/> as under way.</summary>
    public async ValueTask TakeAsync(int bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_underWay < size)
                {
                    _underWay += bytes;
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary><paramref name="bytes"/> were shown. More than is under way counts as all of it: a lying browser gains nothing but memory of its own.</summary>
    public void Return(int bytes)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _underWay = Math.Clamp(_underWay - bytes, 0, _underWay);
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
