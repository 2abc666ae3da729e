using System.Collections.Concurrent;
using ZstdSharp;

namespace Dashboard.Services.Storage;

/// <summary>zstd over blocks. A context is over a megabyte, so as many are kept as are used at once, not one for each log or recording.</summary>
internal static class BlockCompression
{
    // Logs at level 3 are a tenth smaller than at 1 and take a half more time; beyond, time rises and size hardly falls.
    private const int Level = 3;

    private static readonly ConcurrentBag<Compressor> _compressors = [];
    private static readonly ConcurrentBag<Decompressor> _decompressors = [];

    /// <summary>The bytes of one zstd frame.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        var compressor = _compressors.TryTake(out var known) ? known : new Compressor(Level);
        try
        {
            return compressor.Wrap(bytes).ToArray();
        }
        finally
        {
            _compressors.Add(compressor);
        }
    }

    /// <summary>What was compressed; null when the frame is damaged or has another length.</summary>
    public static byte[]? Decompress(ReadOnlySpan<byte> frame, int length)
    {
        var decompressor = _decompressors.TryTake(out var known) ? known : new Decompressor();
        try
        {
            var bytes = GC.AllocateUninitializedArray<byte>(length);
            return decompressor.TryUnwrap(frame, bytes, out var written) && written == length ? bytes : null;
        }
        finally
        {
            _decompressors.Add(decompressor);
        }
    }
}
