using System.Buffers.Binary;
using System.IO.Hashing;

namespace Dashboard.Services.Logs.Spool;

/// <summary>
/// What stands before each block of a segment, little-endian: "DLB1", CRC-32 of the rest of the header (4), first number (8), count (4),
/// earliest and latest time (8 each), length of the records (4) and of what is stored of them (4), XXH64 of what is stored (8).
/// </summary>
internal readonly record struct BlockHeader(long First, int Count, long Earliest, long Latest, int RawLength, int StoredLength, ulong Hash)
{
    /// <summary>Bytes of a header.</summary>
    public const int Length = 52;

    // One long record is at most 64 KiB and a block is closed at 128 KiB: anything larger is no block of ours.
    private const int MaxLength = 1024 * 1024;
    private const int Covered = 8;

    /// <summary>The first bytes of every header.</summary>
    public static ReadOnlySpan<byte> Magic => "DLB1"u8;

    /// <summary>Number of the record after the block's last.</summary>
    public long Next => First + Count;

    /// <summary>Reads a header; false where there is none, or a damaged one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out BlockHeader header)
    {
        header = default;
        if (bytes.Length < Length || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Crc32.HashToUInt32(bytes[Covered..Length]))
        {
            return false;
        }

        header = new BlockHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[28..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[36..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[44..]));
        return header is { Count: > 0, RawLength: > 0 and <= MaxLength, StoredLength: > 0 and <= MaxLength };
    }

    /// <summary>Writes it over <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], First);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[20..], Earliest);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[28..], Latest);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[36..], RawLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[40..], StoredLength);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[44..], Hash);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Crc32.HashToUInt32(bytes[Covered..Length]));
    }
}
