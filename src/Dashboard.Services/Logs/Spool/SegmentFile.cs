using System.IO.Hashing;
using Dashboard.Services.Storage;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Services.Logs.Spool;

/// <summary>
/// One file of blocks, one after the other, named by the number of its first record. A file that ends in the middle of a block, or has
/// damaged places, gives what is whole. One thread at a time may write; what it wrote is found by others once it was added.
/// </summary>
internal sealed class SegmentFile
{
    /// <summary>Bytes after which a new segment is begun.</summary>
    public const int FullLength = 8 * 1024 * 1024;

    private readonly List<BlockPlace> _blocks = [];

    private SegmentFile(string path, long first) => (Path, First) = (path, first);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Number that its name tells.</summary>
    public long First { get; }

    /// <summary>Bytes of whole blocks and damaged places so far.</summary>
    public long Length { get; private set; }

    /// <summary>Places that could not be read as blocks when it was opened.</summary>
    public int Damages { get; private set; }

    /// <summary>Its blocks, in the order of their numbers. Changes only by <see cref="Add"/>.</summary>
    public IReadOnlyList<BlockPlace> Blocks => _blocks;

    /// <summary>A new one.</summary>
    public static SegmentFile Create(string folder, long first) => new(System.IO.Path.Combine(folder, FormattableString.Invariant($"{first:D19}.seg")), first);

    /// <summary>One that is there: reads the headers of its blocks, and looks for the next header where one is damaged.</summary>
    public static SegmentFile Open(string path, long first)
    {
        var segment = new SegmentFile(path, first);
        using var file = File.OpenHandle(path);
        segment.Scan(file);
        return segment;
    }

    /// <summary>Writes a block at the end; it counts once it is added.</summary>
    /// <exception cref="IOException">No space, or the folder is gone. What was written of it is written over next time.</exception>
    public BlockPlace Write(LogBlock block)
    {
        var stored = BlockCompression.Compress(block.Records.Span);
        var header = new BlockHeader(block.First, block.Count, block.Earliest, block.Latest, block.Records.Length, stored.Length, XxHash64.HashToUInt64(stored));
        var bytes = new byte[BlockHeader.Length + stored.Length];
        header.Write(bytes);
        stored.CopyTo(bytes, BlockHeader.Length);
        using (var file = File.OpenHandle(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read))
        {
            RandomAccess.Write(file, bytes, Length);
        }

        return new BlockPlace(Length, header);
    }

    /// <summary>A block that was written becomes one of <see cref="Blocks"/>.</summary>
    public void Add(BlockPlace place)
    {
        _blocks.Add(place);
        Length = place.Offset + BlockHeader.Length + place.Header.StoredLength;
    }

    /// <summary>Reads a block; null when it is damaged, or the file has gone or can't be read.</summary>
    public LogBlock? Read(BlockPlace place)
    {
        var header = place.Header;
        var stored = GC.AllocateUninitializedArray<byte>(header.StoredLength);
        try
        {
            using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (RandomAccess.Read(file, stored, place.Offset + BlockHeader.Length) != stored.Length)
            {
                return null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return XxHash64.HashToUInt64(stored) == header.Hash && BlockCompression.Decompress(stored, header.RawLength) is { } records
            ? new LogBlock(header.First, header.Count, header.Earliest, header.Latest, records)
            : null;
    }

    private void Scan(SafeFileHandle file)
    {
        var end = RandomAccess.GetLength(file);
        var bytes = new byte[BlockHeader.Length];
        while (Length + BlockHeader.Length <= end)
        {
            RandomAccess.Read(file, bytes, Length);
            if (BlockHeader.TryRead(bytes, out var header) && header.First >= NextNumber)
            {
                if (Length + BlockHeader.Length + header.StoredLength > end)
                {
                    // Cut in the middle: a crash while it was written. The next block is written over it.
                    break;
                }

                _blocks.Add(new BlockPlace(Length, header));
                Length += BlockHeader.Length + header.StoredLength;
            }
            else if (NextMagic(file, Length + 1, end) is { } next)
            {
                Damages++;
                Length = next;
            }
            else
            {
                Damages++;
                break;
            }
        }
    }

    private long NextNumber => _blocks.Count == 0 ? First : _blocks[^1].Header.Next;

    private static long? NextMagic(SafeFileHandle file, long from, long end)
    {
        var buffer = new byte[64 * 1024];
        for (var at = from; at < end; at += buffer.Length - BlockHeader.Magic.Length + 1)
        {
            var read = RandomAccess.Read(file, buffer, at);
            var found = buffer.AsSpan(0, read).IndexOf(BlockHeader.Magic);
            if (found >= 0)
            {
                return at + found;
            }
        }

        return null;
    }
}

/// <summary>Where a block stands in its file, in bytes.</summary>
internal readonly record struct BlockPlace(long Offset, BlockHeader Header);
