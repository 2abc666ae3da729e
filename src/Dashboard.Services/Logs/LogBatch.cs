using System.Buffers.Binary;

namespace Dashboard.Services.Logs;

/// <summary>
/// The wire format of logs. A batch is the number of its first record (8 bytes, signed), then records back to back, numbered without
/// holes; all little-endian. A record: kind (1 byte, high bit set: the line goes on in the next record of its stream), nanoseconds since
/// 1970 (8, signed, 0 unknown), length (4), text.
/// </summary>
public static class LogBatch
{
    /// <summary>Bytes before a batch's records.</summary>
    public const int NumberLength = 8;

    /// <summary>Bytes before each record's text.</summary>
    public const int HeaderLength = 13;

    /// <summary>Set in the kind when the line continues.</summary>
    public const byte ContinuesFlag = 0x80;

    /// <summary>Number of a batch's first record.</summary>
    /// <exception cref="InvalidDataException">The bytes are no batch.</exception>
    public static long First(ReadOnlySpan<byte> batch) =>
        batch.Length >= NumberLength ? BinaryPrimitives.ReadInt64LittleEndian(batch) : throw new InvalidDataException("A log batch has no number.");

    /// <summary>Records with the number of their first.</summary>
    public static byte[] Of(long first, ReadOnlySpan<byte> records)
    {
        var batch = new byte[NumberLength + records.Length];
        BinaryPrimitives.WriteInt64LittleEndian(batch, first);
        records.CopyTo(batch.AsSpan(NumberLength));
        return batch;
    }

    /// <summary>Writes one record and gives its length.</summary>
    internal static int Write(Span<byte> destination, LogLine line)
    {
        destination[0] = (byte)((byte)line.Kind | (line.Continues ? ContinuesFlag : 0));
        BinaryPrimitives.WriteInt64LittleEndian(destination[1..], line.Timestamp);
        BinaryPrimitives.WriteInt32LittleEndian(destination[9..], line.Text.Length);
        line.Text.CopyTo(destination[HeaderLength..]);
        return HeaderLength + line.Text.Length;
    }

    /// <summary>Where a record begins, in bytes, by how many there are before it.</summary>
    internal static int OffsetOf(ReadOnlySpan<byte> records, int before)
    {
        var offset = 0;
        for (; before > 0; before--)
        {
            offset += HeaderLength + BinaryPrimitives.ReadInt32LittleEndian(records[(offset + 9)..]);
        }

        return offset;
    }

    /// <summary>Bytes of the whole records at the beginning.</summary>
    internal static int WholeLength(ReadOnlySpan<byte> records)
    {
        var offset = 0;
        while (records.Length - offset >= HeaderLength)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(records[(offset + 9)..]);
            if (length < 0 || length > records.Length - offset - HeaderLength)
            {
                break;
            }

            offset += HeaderLength + length;
        }

        return offset;
    }

    /// <summary>Calls <paramref name="sink"/> for each record; <paramref name="batch"/> is without the number at its beginning.</summary>
    /// <exception cref="InvalidDataException">The bytes are no records.</exception>
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
