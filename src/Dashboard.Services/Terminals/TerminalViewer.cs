using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dashboard.Services.Commands;
using Dashboard.Services.Terminals.Screen;

namespace Dashboard.Services.Terminals;

/// <summary>
/// One browser that looks at a terminal. Output goes to it as it comes, as long as it takes it in; one that falls behind misses what has
/// left the screen by then, and gets the screen. The terminal waits for nobody.
/// </summary>
public sealed class TerminalViewer : IDisposable
{
    /// <summary>Bytes that may be under way to the browser: enough to keep it busy, few enough that Ctrl-C is quick.</summary>
    internal const int Window = 256 * 1024;

    /// <summary>Bytes that wait for it. More, and it gets the screen instead.</summary>
    internal const int MostPending = 256 * 1024;

    private const int LargestPiece = 64 * 1024;
    private const int WorthSending = 32 * 1024;
    private const int FloodPiece = 2 * 1024;
    private static readonly TimeSpan FloodPause = TimeSpan.FromMilliseconds(5);

    private readonly TerminalSession _session;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ByteText _pending = new();

    // What is left of a screen that is being sent, and how much of it was.
    private byte[] _screen = [];
    private int _screenSent;
    private bool _needsScreen;
    private TerminalDimensions? _resized;
    private long _underWay;
    private long _lastSent;
    private int _lastLength;

    internal TerminalViewer(TerminalSession session, bool needsScreen) => (_session, _needsScreen) = (session, needsScreen);

    /// <summary>The browser has shown <paramref name="bytes"/> more bytes. More than is under way counts as all of it.</summary>
    public void Acknowledge(int bytes)
    {
        lock (_session.Gate)
        {
            _underWay = Math.Clamp(_underWay - bytes, 0, _underWay);
        }

        Wake();
    }

    /// <summary>All that is to be shown, until the process has ended. For one reader, once.</summary>
    public async IAsyncEnumerable<TerminalPiece> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Take() is { } piece)
            {
                yield return piece;
            }
            else if (_session.HasEnded && IsDone())
            {
                yield break;
            }
            else
            {
                await _news.Reader.ReadAsync(cancellationToken);
                if (IsFlooded())
                {
                    // A message for each line of a flood costs the browser more than the line.
                    await Task.Delay(FloodPause, cancellationToken);
                }
            }
        }
    }

    /// <summary>It looks no more.</summary>
    public void Dispose() => _session.Leave(this);

    /// <summary>Output has come. Under the session's lock.</summary>
    internal void Give(ReadOnlySpan<byte> bytes)
    {
        if (_needsScreen)
        {
            return;
        }

        if (_pending.Length + bytes.Length > MostPending)
        {
            FallBehind(0);
        }
        else
        {
            _pending.Add(bytes);
        }

        Wake();
    }

    /// <summary>The screen is worth more than the output that waits, if it is more than <paramref name="most"/> bytes. Under the session's lock.</summary>
    internal void FallBehind(int most)
    {
        if (_pending.Length + _screen.Length - _screenSent >= most)
        {
            _pending.Clear();
            (_screen, _screenSent, _needsScreen) = ([], 0, true);
            Wake();
        }
    }

    /// <summary>Somebody else gave the terminal a size. Under the session's lock.</summary>
    internal void Tell(TerminalDimensions dimensions)
    {
        _resized = dimensions;
        Wake();
    }

    internal void Wake() => _news.Writer.TryWrite(true);

    private TerminalPiece? Take()
    {
        lock (_session.Gate)
        {
            if (_resized is { } size)
            {
                _resized = null;
                return new TerminalPiece.Resized(size.Columns, size.Rows);
            }

            // Once most of what is under way was shown: a screen that is sent earlier is old when it arrives.
            if (_needsScreen && _underWay <= Window / 4)
            {
                (_screen, _screenSent, _needsScreen) = (_session.Draw(), 0, false);
            }

            if (_screenSent < _screen.Length)
            {
                return TakeScreen();
            }

            var room = Window - _underWay;
            if (_pending.Length == 0 || room <= 0 || (_pending.Length >= WorthSending && room < WorthSending))
            {
                return null;
            }

            var bytes = _pending.Take((int)Math.Min(LargestPiece, room));
            return Sent(bytes);
        }
    }

    private TerminalPiece.Output TakeScreen()
    {
        var bytes = _screen.AsSpan(_screenSent, Math.Min(LargestPiece, _screen.Length - _screenSent)).ToArray();
        _screenSent += bytes.Length;
        if (_screenSent == _screen.Length)
        {
            (_screen, _screenSent) = ([], 0);
        }

        return Sent(bytes);
    }

    private TerminalPiece.Output Sent(byte[] bytes)
    {
        _underWay += bytes.Length;
        (_lastSent, _lastLength) = (Stopwatch.GetTimestamp(), bytes.Length);
        return new TerminalPiece.Output(bytes);
    }

    private bool IsDone()
    {
        lock (_session.Gate)
        {
            return _pending.Length == 0 && _screen.Length == 0 && !_needsScreen && _resized is null;
        }
    }

    private bool IsFlooded() =>
        _lastLength >= FloodPiece && Stopwatch.GetElapsedTime(_lastSent) < 3 * FloodPause && _pending.Length < WorthSending;
}
