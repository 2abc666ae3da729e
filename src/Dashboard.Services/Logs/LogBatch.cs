using System.Buffers.Binary;

namespace Dashboard.Services.Logs;

/// <summary>
/// The wire format of followed logs: records back to back, little-endian: kind (1 byte, high bit set: the line goes on in the next record
/// of its stream), nanoseconds since 1970 (8, signed, 0 unknown), length (4), text.
/// </summary>
public static class LogBatch
{
    /// <summary>Bytes before each record's text.</summary>
    public const int HeaderLength = 13;

    /// <summary>Set in the kind when the line continues.</summary>
    public const byte ContinuesFlag = 0x80;

    /// <summary>A batch is sent on once it is this long, in bytes; a single record may be longer.</summary>
    public const int FullLength = 64 * 1024;

    /// <summary>Writes one record and gives its length.</summary>
    internal static int Write(Span<byte> destination, LogLine line)
    {
        destination[0] = (byte)((byte)line.Kind | (line.Continues ? ContinuesFlag : 0));
        BinaryPrimitives.WriteInt64LittleEndian(destination[1..], line.Timestamp);
        BinaryPrimitives.WriteInt32LittleEndian(destination[9..], line.Text.Length);
        line.Text.CopyTo(destination[HeaderLength..]);
        return HeaderLength + line.Text.Length;
    }

    /// <summary>Calls <paramref name="sink"/> for each record of a batch.</summary>
    /// <exception cref="InvalidDataException">The bytes are no batch.</exception>
    public static void Read(ReadOnlySpan<byte> batch, LogLineSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        while (batch.Length > 0)
        {
            var length = batch.Length < HeaderLength ? -1 : BinaryPrimitives.ReadInt32LittleEndian(batch[9..]);
            if (length < 0 || length > batch.Length - HeaderLength)
            {
                throw new InvalidDataException("A log batch ends in the middle of a record.");
            }

            var kind = (LogKind)(batch[0] & ~ContinuesFlag);
            sink(new LogLine(kind, BinaryPrimitives.ReadInt64LittleEndian(batch[1..]), batch.Slice(HeaderLength, length), (batch[0] & ContinuesFlag) != 0));
            batch = batch[(HeaderLength + length)..];
        }
    }
}
