using System.Buffers.Binary;
using System.IO.Hashing;

namespace Dashboard.Services.Logs.Spool;

/// <summary>
/// The records that are not in a block yet, uncompressed, in a file of their own: number of the first (8, little-endian), CRC-32 of
/// that (4), then records. Written at least once a second, so that a crash costs at most that.
/// </summary>
internal sealed class TailJournal(string folder)
{
    private const int NumberLength = 8;
    private const int HeaderLength = NumberLength + sizeof(uint);

    private readonly string _path = Path.Combine(folder, "tail");
    private long _first = -1;
    private int _written;

    /// <summary>What the last run left; null when there is nothing whole. A record that is cut off at the end is left out.</summary>
    public LogBlock? Recover()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(_path);
        // A damaged number would move all that comes after it.
        if (bytes.Length <= HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(NumberLength)) != Crc32.HashToUInt32(bytes.AsSpan(0, NumberLength)))
        {
            return null;
        }

        var whole = LogBatch.WholeLength(bytes.AsSpan(HeaderLength));
        return whole == 0 ? null : LogBlock.Of(BinaryPrimitives.ReadInt64LittleEndian(bytes), bytes.AsMemory(HeaderLength, whole));
    }

    /// <summary>Writes what is new of the open block.</summary>
    /// <param name="first">Number of the open block's first record.</param>
    /// <param name="records">All its records so far.</param>
    /// <exception cref="IOException">No space, or the folder is gone.</exception>
    public void Write(long first, ReadOnlySpan<byte> records)
    {
        using var file = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        if (first != _first)
        {
            Span<byte> header = stackalloc byte[HeaderLength];
            BinaryPrimitives.WriteInt64LittleEndian(header, first);
            BinaryPrimitives.WriteUInt32LittleEndian(header[NumberLength..], Crc32.HashToUInt32(header[..NumberLength]));
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, header, 0);
            (_first, _written) = (first, 0);
        }

        RandomAccess.Write(file, records[_written..], HeaderLength + _written);
        _written = records.Length;
    }
}
