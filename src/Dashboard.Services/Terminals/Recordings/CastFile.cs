using System.Buffers;
using Dashboard.Services.Storage;
using ZstdSharp;

namespace Dashboard.Services.Terminals.Recordings;

/// <summary>
/// A recording on disk: asciicast lines in zstd frames, one after the other, so that <c>zstd -d</c> reads it too, and what was written before a
/// crash is whole.
/// </summary>
internal sealed class CastFile : IDisposable
{
    private readonly FileStream _stream;

    private CastFile(FileStream stream) => _stream = stream;

    /// <summary>Bytes on disk.</summary>
    public long Length { get; private set; }

    /// <summary>Makes a file that only its owner may read.</summary>
    /// <exception cref="IOException">The disk refuses, or there is one of that name.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static CastFile Create(string path)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new CastFile(new FileStream(path, how));
    }

    /// <summary>Writes lines as a frame of their own.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        var frame = BlockCompression.Compress(lines);
        _stream.Write(frame);
        Length += frame.Length;
    }

    /// <summary>Waits for the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Sync() => _stream.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Copies the lines of a recording, while it is being written too; what was cut off by a crash is left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="keyframes">What puts pictures between the lines; null for the lines alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public static async Task CopyAsync(string path, Stream destination, CastKeyframes? keyframes, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, useAsync: true);
        await using var lines = new DecompressionStream(file);
        var begun = new ArrayBufferWriter<byte>();
        var buffer = new byte[64 * 1024];
        while (await ReadAsync(lines, buffer, cancellationToken) is var count and > 0)
        {
            var whole = buffer.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
            if (whole > 0)
            {
                await destination.WriteAsync(begun.WrittenMemory, cancellationToken);
                await destination.WriteAsync(buffer.AsMemory(0, whole), cancellationToken);
                keyframes?.Follow(begun.WrittenSpan);
                if (keyframes?.Follow(buffer.AsSpan(0, whole)) is { Length: > 0 } keyframe)
                {
                    await destination.WriteAsync(keyframe, cancellationToken);
                }

                begun.ResetWrittenCount();
            }

            begun.Write(buffer.AsSpan(whole, count - whole));
        }
    }

    // A frame cut short is the end.
    private static async Task<int> ReadAsync(DecompressionStream lines, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadAsync(buffer, cancellationToken);
        }
        catch (EndOfStreamException)
        {
            return 0;
        }
    }
}
