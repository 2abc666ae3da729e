using Dashboard.Services.Commands;

namespace Dashboard.Services.Logs;

/// <summary>Runs blocking log readers on threads of their own, so that they starve no pool; their number is capped.</summary>
internal static class LogReaderThread
{
    /// <summary>Most logs followed at once. A blocked thread costs some 100 KB; past this, new viewers are told so.</summary>
    public const int Most = 512;

    private static int _running;

    /// <summary>Runs <paramref name="read"/> to its end on a thread of its own; what it throws is thrown here.</summary>
    /// <exception cref="EngineErrorException">Refused: too many logs are followed already.</exception>
    public static async Task RunAsync(Action read)
    {
        if (Interlocked.Increment(ref _running) > Most)
        {
            Interlocked.Decrement(ref _running);
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{Most} logs are being followed already; close one and try again."));
        }

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
                finally
                {
                    Interlocked.Decrement(ref _running);
                }
            },
            maxStackSize: 256 * 1024)
        {
            IsBackground = true,
            Name = "log reader",
        };
        thread.Start();
        await done.Task;
    }
}
