using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers.Files;

/// <summary>Reads a piece of a file from its archive, and hangs up when it has it.</summary>
internal static class FileReading
{
    /// <summary>Bytes of a piece, at most.</summary>
    public const int PartSize = 512 * 1024;

    // Where a piece would end in the middle of a line that is longer than this, it does.
    private const int LongestLine = 64 * 1024;
    private const int BufferSize = 256 * 1024;

    // An archive has no middle to begin at: what is before a far piece has to go by.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Reads from <paramref name="offset"/> on.</summary>
    /// <exception cref="EngineErrorException">Invalid: no file, or so far into it that the engine would take too long.</exception>
    public static async Task<FilePart> ReadAsync(EngineConnection connection, string containerId, ContainerPath path, long offset, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Lost);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        enough.CancelAfter(Limit);
        try
        {
            await using var archive = await connection.Http.OpenAsync($"/containers/{containerId}/archive?path={Uri.EscapeDataString(path.Value)}", enough.Token);
            return await ReadAsync(archive, offset, enough.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, "The engine took too long to get there; download the file instead."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The engine was lost in the middle of a file.");
        }
    }

    internal static async Task<FilePart> ReadAsync(Stream archive, long offset, CancellationToken cancellationToken)
    {
        var tar = new TarParts();
        var part = new byte[PartSize];
        var buffer = new byte[BufferSize];
        var (kept, skip, size) = (0, Math.Max(offset, 0), -1L);
        int read;
        while (!IsWhole() && (read = await archive.ReadAsync(buffer, cancellationToken)) > 0)
        {
            for (var at = 0; at < read && !IsWhole();)
            {
                var piece = tar.Read(buffer.AsSpan(at, read - at));
                if (piece.Header is { } header)
                {
                    size = header.Type is '0' or '7' ? header.Size : throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, "This is no file."));
                }
                else if (piece.IsContent)
                {
                    var skipped = (int)Math.Min(skip, piece.Length);
                    var taken = Math.Min(piece.Length - skipped, PartSize - kept);
                    buffer.AsSpan(at + skipped, taken).CopyTo(part.AsSpan(kept));
                    (kept, skip) = (kept + taken, skip - skipped);
                }

                at += piece.Length;
            }
        }

        return size < 0 ? throw new IOException("The engine's archive ended before the file.")
            : new FilePart(part.AsMemory(0, IsLast() ? kept : LineEnd(part.AsSpan(0, kept))), Math.Clamp(offset, 0, size), size);

        bool IsWhole() => size >= 0 && (kept == PartSize || IsLast());
        bool IsLast() => size >= 0 && Math.Max(offset, 0) + kept >= size;
    }

    private static int LineEnd(ReadOnlySpan<byte> part)
    {
        var tail = part[^Math.Min(part.Length, LongestLine)..];
        return tail.LastIndexOf((byte)'\n') is >= 0 and var at ? part.Length - tail.Length + at + 1 : part.Length;
    }
}
