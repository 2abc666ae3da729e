using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Access;

/// <summary>Every WebSocket of some pages: and every frame that came over it.</summary>
internal sealed partial class WatchedSockets
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

            socket.FrameReceived += (_, frame) => watched.Receive(frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? ""));
            socket.Close += (_, _) => watched.IsClosed = true;
        };
    }

    /// <summary>How many are open and have received something, by path. A page that had to be loaded again has left closed ones behind.</summary>
    public int Opened(string path) => Of(path).Count(s => s.Bytes > 0 && !s.IsClosed);

    /// <summary>Bytes received on all sockets of a path so far.</summary>
    public long Bytes(string path) => Of(path).Sum(s => s.Bytes);

    /// <summary>
    /// The latest moment that a container has printed to a socket of a path, in the seconds of /proc/uptime: when it was printed, and not
    /// when this process heard of it. 0 when there is none.
    /// </summary>
    public double LatestUptime(string path) => Of(path).Max(s => s.LatestUptime);

    private List<Socket> Of(string path)
    {
        lock (_lock)
        {
            return [.. _sockets.Where(s => s.Path == path)];
        }
    }

    private sealed class Socket(string path)
    {
        private readonly ConcurrentQueue<byte[]> _frames = [];

        public string Path => path;

        public bool IsClosed { get; set; }

        public long Bytes => _frames.Sum(f => (long)f.Length);

        public double LatestUptime => _frames.SelectMany(f => Uptime().Matches(Encoding.Latin1.GetString(f)))
            .Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();

        public void Receive(byte[] frame) => _frames.Enqueue(frame);
    }

    // "123456.78", the first figure of /proc/uptime.
    [GeneratedRegex(@"(?<![0-9.])[0-9]{1,9}\.[0-9]{2}(?=\r)")]
    private static partial Regex Uptime();
}
