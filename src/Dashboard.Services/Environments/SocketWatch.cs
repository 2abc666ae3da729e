using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Dashboard.Services.Environments;

/// <summary>
/// Waits for sockets without a thread for each, and wakes once for each wait: epoll(7) with EPOLLONESHOT. .NET's own watching is
/// edge-triggered and for ever: a socket that was once received from asynchronously wakes a thread for every line of a flood, though a
/// blocking thread is reading them; that cost four times as much CPU as the reading.
/// </summary>
internal sealed class SocketWatch
{
    private const int CloseOnExec = 0x80000;
    private const uint In = 0x1;
    private const uint PeerClosed = 0x2000;
    private const uint OneShot = 1u << 30;
    private const int Add = 1;
    private const int Modify = 3;
    private const int NotFound = 2;
    private const int Interrupted = 4;
    private const int AtOnce = 64;

    // struct epoll_event is packed on x86-64 only.
    private static readonly int _dataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int _eventLength = _dataOffset + sizeof(long);

    private readonly ConcurrentDictionary<long, TaskCompletionSource> _waits = new();
    private readonly int _epoll;
    private long _last;

    private SocketWatch()
    {
        _epoll = epoll_create1(CloseOnExec);
        if (_epoll < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        new Thread(Run) { IsBackground = true, Name = "socket watch" }.Start();
    }

    /// <summary>The one of this process; null where there is no epoll.</summary>
    public static SocketWatch? Shared { get; } = OperatingSystem.IsLinux() ? new SocketWatch() : null;

    /// <summary>The same by the one of this process, or by .NET where there is none.</summary>
    public static async Task WaitForAsync(Socket socket, CancellationToken cancellationToken)
    {
        if (Shared is { } watch)
        {
            await watch.WaitAsync(socket, cancellationToken);
            return;
        }

        // An empty receive ends when there is something to receive.
        await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken);
    }

    /// <summary>Done when the socket has something to receive, or its end. One wait at a time for a socket.</summary>
    /// <param name="socket">Must not be received from asynchronously, before or after.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(Socket socket, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _last);
        var wait = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waits[id] = wait;
        try
        {
            Arm(socket.SafeHandle, id);
            await wait.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waits.TryRemove(id, out _);
        }
    }

    private void Arm(SafeSocketHandle handle, long id)
    {
        var wanted = new byte[_eventLength];
        BinaryPrimitives.WriteUInt32LittleEndian(wanted, In | PeerClosed | OneShot);
        BinaryPrimitives.WriteInt64LittleEndian(wanted.AsSpan(_dataOffset), id);
        var isHeld = false;
        try
        {
            handle.DangerousAddRef(ref isHeld);
            var descriptor = (int)handle.DangerousGetHandle();
            // The kernel knows it from the second wait on.
            if (epoll_ctl(_epoll, Modify, descriptor, wanted) != 0 && (Marshal.GetLastPInvokeError() != NotFound || epoll_ctl(_epoll, Add, descriptor, wanted) != 0))
            {
                throw new IOException("A socket can't be watched.", new Win32Exception(Marshal.GetLastPInvokeError()));
            }
        }
        finally
        {
            if (isHeld)
            {
                handle.DangerousRelease();
            }
        }
    }

    private void Run()
    {
        var events = new byte[AtOnce * _eventLength];
        while (true)
        {
            var count = epoll_wait(_epoll, events, AtOnce, -1);
            if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            for (var i = 0; i < count; i++)
            {
                if (_waits.TryRemove(BinaryPrimitives.ReadInt64LittleEndian(events.AsSpan((i * _eventLength) + _dataOffset)), out var wait))
                {
                    wait.SetResult();
                }
            }
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int epoll_create1(int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int epoll_ctl(int epoll, int operation, int descriptor, byte[] wanted);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int epoll_wait(int epoll, [Out] byte[] events, int most, int timeout);
}
