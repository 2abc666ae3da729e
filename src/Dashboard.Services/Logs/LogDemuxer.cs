using System.Buffers.Binary;

namespace Dashboard.Services.Logs;

/// <summary>
/// Cuts the engine's framed log stream into frames, wherever reads may split it: <c>[stream, 0, 0, 0, length big-endian (4)]</c> and
/// payload. A frame's borders matter: a line over 16 KiB comes in several, each beginning with the same timestamp.
/// </summary>
internal sealed class LogDemuxer(LogLineAssembler assembler)
{
    private const int HeaderLength = 8;

    // The engine cuts lines at 16 KiB; an error frame is a sentence. Anything larger is no frame at all.
    private const int MaxPayload = 16 * 1024 * 1024;

    private readonly byte[] _header = new byte[HeaderLength];
    private int _headerLength;
    private byte[] _partial = new byte[32 * 1024];
    private int _partialLength;
    private int _payloadLength;

    /// <summary>Takes the next bytes of the stream.</summary>
    /// <exception cref="InvalidDataException">The bytes are no frames.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_headerLength < HeaderLength)
            {
                var count = Math.Min(HeaderLength - _headerLength, bytes.Length);
                bytes[..count].CopyTo(_header.AsSpan(_headerLength));
                _headerLength += count;
                bytes = bytes[count..];
                if (_headerLength == HeaderLength)
                {
                    _payloadLength = ReadLength();
                    FlushIfWhole([]);
                }

                continue;
            }

            if (_partialLength == 0 && bytes.Length >= _payloadLength)
            {
                Emit(bytes[.._payloadLength]);
                bytes = bytes[_payloadLength..];
                _headerLength = 0;
                continue;
            }

            var take = Math.Min(_payloadLength - _partialLength, bytes.Length);
            FlushIfWhole(bytes[..take]);
            bytes = bytes[take..];
        }
    }

    private void FlushIfWhole(ReadOnlySpan<byte> more)
    {
        if (_partialLength + more.Length > _partial.Length)
        {
            Array.Resize(ref _partial, Math.Max(_payloadLength, _partial.Length));
        }

        more.CopyTo(_partial.AsSpan(_partialLength));
        _partialLength += more.Length;
        if (_partialLength == _payloadLength)
        {
            Emit(_partial.AsSpan(0, _partialLength));
            _partialLength = 0;
            _headerLength = 0;
        }
    }

    private void Emit(ReadOnlySpan<byte> payload) => assembler.Frame(
        _header[0] switch { 1 or 0 => LogKind.Stdout, 2 => LogKind.Stderr, _ => LogKind.Notice }, payload);

    private int ReadLength()
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
        return _header is [<= 3, 0, 0, 0, ..] && length <= MaxPayload
            ? (int)length
            : throw new InvalidDataException("The engine's log stream has a frame header that is none: is the container's terminal setting right?");
    }
}
