using System.Buffers;

namespace Dashboard.Services.Environments;

/// <summary>
/// The body of an HTTP/1.1 answer without its chunking (RFC 9112 §7.1), read synchronously through one large buffer, so that thousands
/// of one-line chunks cost one system call.
/// </summary>
internal sealed class HttpBody : Stream
{
    private const int BufferLength = 256 * 1024;

    private readonly Stream _network;
    private byte[] _buffer;
    private readonly bool _chunked;
    private int _start;
    private int _end;

    // Bytes left of the present chunk, or of the whole body; -1: until the connection closes.
    private long _left;

    // Whether the next chunk's size comes at once, with no end of a chunk before it.
    private bool _first = true;
    private bool _finished;
    private bool _isDisposed;

    public HttpBody(Stream network, ReadOnlySpan<byte> begun, bool chunked, long? contentLength)
    {
        _network = network;
        _chunked = chunked;
        _left = chunked ? 0 : contentLength ?? -1;
        _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        begun.CopyTo(_buffer);
        _end = begun.Length;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether more of the body was received than was read: waiting for the connection would be waiting for the wrong thing.</summary>
    public bool HasRest => _end - _start > ChunkEnd;

    // The "\r\n" behind a chunk is no rest: it comes with the chunk, and is skipped with the next one's size.
    private int ChunkEnd => _chunked && _left == 0 && !_first ? 2 : 0;

    /// <summary>Gives the buffer back until the next read, so that thousands of quiet answers need no memory.</summary>
    public void Rest()
    {
        if (_buffer.Length > 0 && _end - _start == ChunkEnd)
        {
            _first |= ChunkEnd > 0;
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _start = _end = 0;
        }
    }

    /// <summary>Fills <paramref name="buffer"/> with as many chunks as are at hand; blocks only while nothing is. 0: the body ended.</summary>
    /// <exception cref="IOException">The connection broke before the body's end.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var written = 0;
        while (written < buffer.Length && !_finished)
        {
            if (_left == 0 && !NextChunk(mayBlock: written == 0))
            {
                break;
            }

            if (_start == _end && (written > 0 || !Fill()))
            {
                break;
            }

            var count = (int)Math.Min(Math.Min(_end - _start, buffer.Length - written), _left < 0 ? long.MaxValue : _left);
            _buffer.AsSpan(_start, count).CopyTo(buffer[written..]);
            _start += count;
            written += count;
            if (_left > 0)
            {
                _left -= count;
            }
        }

        return written;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Gives the buffer back. No read may be under way.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            if (_buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = [];
            }
        }

        base.Dispose(disposing);
    }

    // "1f;extension\r\n"; a "\r\n" of the chunk before precedes it. False: it is not at hand and waiting is not wanted, or the body ended.
    private bool NextChunk(bool mayBlock)
    {
        if (!_chunked)
        {
            _finished = true;
            return false;
        }

        var skip = _first ? 0 : 2;
        int newline;
        while (_end - _start <= skip || (newline = _buffer.AsSpan(_start + skip, _end - _start - skip).IndexOf((byte)'\n')) < 0)
        {
            if (!mayBlock)
            {
                return false;
            }

            if (!Fill())
            {
                throw new IOException("The engine closed the connection in the middle of an answer.");
            }
        }

        _left = ParseSize(_buffer.AsSpan(_start + skip, newline));
        _start += skip + newline + 1;
        _first = false;
        _finished = _left == 0;
        return !_finished;
    }

    private bool Fill()
    {
        if (_buffer.Length == 0)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var read = _network.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        if (read == 0 && _left > 0)
        {
            throw new IOException("The engine closed the connection in the middle of an answer.");
        }

        _finished = read == 0 && !_chunked;
        return read > 0;
    }

    private static long ParseSize(ReadOnlySpan<byte> line)
    {
        var (size, digits) = (0L, 0);
        foreach (var b in line)
        {
            var digit = b switch
            {
                >= (byte)'0' and <= (byte)'9' => b - '0',
                >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return b is (byte)'\r' or (byte)';' && digits > 0 ? size : throw new IOException("The engine sent a chunk without a size.");
            }

            if (size > long.MaxValue / 16 - 1)
            {
                throw new IOException("The engine sent a chunk without a size.");
            }

            size = (size * 16) + digit;
            digits++;
        }

        return digits > 0 ? size : throw new IOException("The engine sent a chunk without a size.");
    }
}
