namespace Dashboard.Services.Logs;

/// <summary>
/// Runs blocking log readers on threads of their own, so that they starve no pool. The others wait their turn, in the order in which they came;
/// while any does, a reader gives its thread back after a <see cref="Slice"/>.
/// </summary>
internal static class LogReaderThread
{
    // A blocked thread costs some 100 KB. Only logs that are being flooded need one.
    public const int Most = 64;

    /// <summary>How long a reader may go on while others wait.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    private static readonly SemaphoreSlim _free = new(Most);
    private static int _waiting;

    /// <summary>Runs <paramref name="read"/> to its end on a thread of its own; what it throws is thrown here.</summary>
    /// <param name="read">Reads; gets what tells whether it should end, so that somebody else may have the thread.</param>
    /// <param name="cancellationToken">Ends the wait for a thread.</param>
    public static async Task RunAsync(Action<Func<bool>> read, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _free.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            var began = TimeProvider.System.GetTimestamp();
            await StartAsync(() => read(() => Volatile.Read(ref _waiting) > 0 && TimeProvider.System.GetElapsedTime(began) > Slice));
        }
        finally
        {
            _free.Release();
        }
    }

    private static Task StartAsync(Action read)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    read();
                    done.SetResult();
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            },
            maxStackSize: 256 * 1024)
        {
            IsBackground = true,
            Name = "log reader",
        };
        thread.Start();
        return done.Task;
    }
}
