using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Access;

/// <summary>Every WebSocket of some pages: and every frame that came over it.</summary>
internal sealed class WatchedSockets
{
    private readonly List<Socket> _sockets = [];
    private readonly Lock _lock = new();

    /// <summary>Watches <paramref name="page"/> from now on.</summary>
    public void Add(IPage page)
    {
        page.WebSocket += (_, socket) =>
        {
            var watched = new Socket(new Uri(socket.Url).AbsolutePath);
            lock (_lock)
            {
                _sockets.Add(watched);
            }

            socket.FrameReceived += (_, frame) => watched.Receive(frame.Binary?.Length ?? frame.Text?.Length ?? 0);
        };
    }

    /// <summary>How many have received something, by path.</summary>
    public int Opened(string path) => Of(path).Count(s => s.Bytes > 0);

    /// <summary>Bytes received on all sockets of a path so far.</summary>
    public long Bytes(string path) => Of(path).Sum(s => s.Bytes);

    /// <summary>The most frames that any socket of a path has received since <paramref name="timestamp"/>.</summary>
    public int MostFramesSince(string path, long timestamp) => Of(path).Max(s => s.FramesSince(timestamp));

    private List<Socket> Of(string path)
    {
        lock (_lock)
        {
            return [.. _sockets.Where(s => s.Path == path)];
        }
    }

    private sealed class Socket(string path)
    {
        private readonly ConcurrentQueue<(long At, int Bytes)> _frames = [];

        public string Path => path;

        public long Bytes => _frames.Sum(f => (long)f.Bytes);

        public int FramesSince(long timestamp) => _frames.Count(f => f.At >= timestamp);

        public void Receive(int bytes) => _frames.Enqueue((TimeProvider.System.GetTimestamp(), bytes));
    }
}
