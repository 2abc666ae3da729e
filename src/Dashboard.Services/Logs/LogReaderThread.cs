namespace Dashboard.Services.Logs;

/// <summary>Runs blocking log readers on threads of their own, so that they starve no pool; the others wait their turn.</summary>
internal static class LogReaderThread
{
    // A blocked thread costs some 100 KB. Only logs that are being flooded need one.
    private const int Most = 64;

    private static readonly SemaphoreSlim _free = new(Most);

    /// <summary>Runs <paramref name="read"/> to its end on a thread of its own; what it throws is thrown here.</summary>
    public static async Task RunAsync(Action read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            await StartAsync(read);
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
