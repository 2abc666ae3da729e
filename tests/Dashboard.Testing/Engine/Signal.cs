using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dashboard.Testing;

/// <summary>POSIX signals to one process, by its id; .NET itself can only kill.</summary>
internal static class Signal
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal; a process that is gone already is fine.</summary>
    public static void Send(int processId, int signal)
    {
        if (processId <= 1)
        {
            throw new ArgumentOutOfRangeException(nameof(processId), processId, "Not a process that a test can have started.");
        }

        _ = SendSignal(processId, signal);
    }

    /// <summary>Asks a process to end and kills it when it has not within the deadline.</summary>
    public static async Task EndAsync(Process process, TimeSpan within)
    {
        if (process.HasExited)
        {
            return;
        }

        Send(process.Id, Terminate);
        using var deadline = new CancellationTokenSource(within);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Send(process.Id, Kill);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
