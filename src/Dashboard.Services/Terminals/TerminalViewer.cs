using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Terminals.Screen;

namespace Dashboard.Services.Terminals;

/// <summary>
/// One browser that looks at a terminal. Output goes to it as it comes. In a flood, or when it can't keep up, it gets pictures of the screen
/// instead, a few a second, and at the end one with all lines above it: nobody can read what comes between, and Ctrl-C must not wait behind
/// it. The terminal itself waits for nobody.
/// </summary>
public sealed class TerminalViewer : IDisposable
{
    /// <summary>Bytes that may be under way to the browser.</summary>
    internal const int Window = 128 * 1024;

    /// <summary>Bytes that wait for it. More, and it gets pictures.</summary>
    internal const int MostPending = 32 * 1024;

    private const int LargestPiece = 32 * 1024;
    private const int FloodPiece = 2 * 1024;
    private const int TorrentPiece = 8 * 1024;

    /// <summary>A picture with less than this after it is followed by the output itself again.</summary>
    private const int Calm = 8 * 1024;

    private static readonly TimeSpan _floodPause = TimeSpan.FromMilliseconds(12);
    private static readonly TimeSpan _torrentPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan _picturePause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(300);

    private readonly TerminalSession _session;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ByteText _pending = new();

    // What is left of a picture that is being sent, and how much of it was.
    private byte[] _picture = [];
    private int _pictureSent;
    private Picture _wanted;
    private bool _lacksHistory;
    private long _skipped;
    private TerminalDimensions? _resized;
    private bool _hasState;
    private volatile string? _expelled;
    private long _underWay;
    private long _lastSent;
    private long _lastPicture;
    private int _lastLength;

    internal TerminalViewer(TerminalSession session, Actor? guest, bool needsScreen) =>
        (_session, Guest, _wanted) = (session, guest, needsScreen ? Picture.Whole : Picture.None);

    private enum Picture
    {
        None,

        /// <summary>The screen and some lines above it.</summary>
        Quick,

        /// <summary>All that is kept.</summary>
        Whole,
    }

    /// <summary>Who looks, if it is not their own; null for its owner.</summary>
    public Actor? Guest { get; }

    /// <summary>Why they may not look at it any more; null while they may.</summary>
    public string? Expelled => _expelled;

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
            var (piece, wait) = Take();
            if (piece is not null)
            {
                yield return piece;
            }
            else if (wait == TimeSpan.Zero)
            {
                yield break;
            }
            else
            {
                await WaitAsync(wait, cancellationToken);
            }
        }
    }

    /// <summary>Keys or a paste from this browser, in order; never waits.</summary>
    /// <exception cref="EngineErrorException">Refused: they may only watch, or too much input waits already.</exception>
    public void WriteInput(byte[] bytes) => _session.WriteInput(this, bytes);

    /// <summary>It looks no more.</summary>
    public void Dispose() => _session.Leave(this);

    /// <summary>Output has come. Under the session's lock.</summary>
    internal void Give(ReadOnlySpan<byte> bytes)
    {
        if (_wanted != Picture.None)
        {
            _skipped += bytes.Length;
        }
        else if (_pending.Length + bytes.Length > MostPending)
        {
            FallBehind(0);
            _skipped += bytes.Length;
        }
        else
        {
            _pending.Add(bytes);
        }

        Wake();
    }

    /// <summary>A picture is worth more than the output that waits, if that is more than <paramref name="most"/> bytes. Under the session's lock.</summary>
    internal void FallBehind(int most)
    {
        if (_wanted == Picture.None && _pending.Length >= most)
        {
            (_skipped, _wanted) = (_pending.Length, Picture.Quick);
            _pending.Clear();
            Wake();
        }
    }

    /// <summary>Draw it all anew. Under the session's lock.</summary>
    internal void Redraw()
    {
        _wanted = Picture.Whole;
        (_picture, _pictureSent) = ([], 0);
        _pending.Clear();
        Wake();
    }

    /// <summary>They may not look at it any more; what waits is not shown.</summary>
    internal void Expel(string why)
    {
        _expelled ??= why;
        Wake();
    }

    /// <summary>Somebody else gave the terminal a size. Under the session's lock.</summary>
    internal void Tell(TerminalDimensions dimensions)
    {
        _resized = dimensions;
        Wake();
    }

    /// <summary>Something else is known of the terminal now. Under the session's lock.</summary>
    internal void TellState()
    {
        _hasState = true;
        Wake();
    }

    internal void Wake() => _news.Writer.TryWrite(true);

    // The next piece, or how long there is none: until there is news, but no longer. Zero: there will be none any more.
    private (TerminalPiece? Piece, TimeSpan Wait) Take()
    {
        lock (_session.Gate)
        {
            if (_expelled is not null)
            {
                return (null, TimeSpan.Zero);
            }

            if (_hasState)
            {
                _hasState = false;
                return (new TerminalPiece.About(_session.StateOf(this)), default);
            }

            if (_resized is { } size)
            {
                _resized = null;
                return (new TerminalPiece.Resized(size.Columns, size.Rows), default);
            }

            if (_pictureSent < _picture.Length)
            {
                return (TakePicture(), default);
            }

            return _wanted != Picture.None ? TakeNewPicture() : TakePending();
        }
    }

    private (TerminalPiece?, TimeSpan) TakePending()
    {
        var room = Window - _underWay;
        if (_pending.Length > 0 && room > 0)
        {
            return IsFlooded(out var pause) ? (null, pause) : (Sent(_pending.Take((int)Math.Min(LargestPiece, room))), default);
        }

        if (_pending.Length > 0)
        {
            return (null, Timeout.InfiniteTimeSpan);
        }

        if (_lacksHistory && (_session.HasEnded || Stopwatch.GetElapsedTime(_lastSent) >= _quiet))
        {
            _wanted = Picture.Whole;
            return TakeNewPicture();
        }

        return (null, _session.HasEnded ? TimeSpan.Zero : _lacksHistory ? _quiet : Timeout.InfiniteTimeSpan);
    }

    private (TerminalPiece?, TimeSpan) TakeNewPicture()
    {
        if (_underWay > Window / 4)
        {
            // A picture that is sent now is old when it arrives.
            return (null, Timeout.InfiniteTimeSpan);
        }

        var since = Stopwatch.GetElapsedTime(_lastPicture);
        if (since < _picturePause && !_session.HasEnded)
        {
            return (null, _picturePause - since);
        }

        var isCalm = _skipped < Calm || _session.HasEnded;
        var isWhole = _wanted == Picture.Whole;
        (_picture, _pictureSent, _skipped, _lastPicture) = (_session.Draw(isWhole), 0, 0, Stopwatch.GetTimestamp());
        _lacksHistory = !isWhole;
        _wanted = isWhole || isCalm ? Picture.None : Picture.Quick;
        return (TakePicture(), default);
    }

    private TerminalPiece.Output TakePicture()
    {
        var bytes = _picture.AsSpan(_pictureSent, Math.Min(LargestPiece, _picture.Length - _pictureSent)).ToArray();
        _pictureSent += bytes.Length;
        if (_pictureSent == _picture.Length)
        {
            (_picture, _pictureSent) = ([], 0);
        }

        return Sent(bytes);
    }

    private TerminalPiece.Output Sent(byte[] bytes)
    {
        _underWay += bytes.Length;
        (_lastSent, _lastLength) = (Stopwatch.GetTimestamp(), bytes.Length);
        return new TerminalPiece.Output(bytes);
    }

    // A message for each line of a flood costs the browser more than the line, and to draw what nobody can follow takes from who prints it. A key's echo never waits: it follows nothing long.
    private bool IsFlooded(out TimeSpan pause)
    {
        pause = (_lastLength >= TorrentPiece ? _torrentPause : _floodPause) - Stopwatch.GetElapsedTime(_lastSent);
        return _lastLength >= FloodPiece && pause > TimeSpan.FromMilliseconds(1) && !_session.HasEnded;
    }

    // News would end a short wait at once in a flood: it is what the wait is for.
    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait == Timeout.InfiniteTimeSpan)
        {
            await _news.Reader.ReadAsync(cancellationToken);
        }
        else if (wait < _quiet)
        {
            await Task.Delay(wait, cancellationToken);
        }
        else
        {
            var news = _news.Reader.WaitToReadAsync(cancellationToken).AsTask();
            if (await Task.WhenAny(news, Task.Delay(wait, cancellationToken)) == news)
            {
                await news;
                _news.Reader.TryRead(out _);
            }
        }
    }
}
