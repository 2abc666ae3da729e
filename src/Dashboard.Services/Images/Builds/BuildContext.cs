using System.Formats.Tar;
using Dashboard.Services.Environments;
using Dashboard.Services.Images.Builds.Contexts;

namespace Dashboard.Services.Images.Builds;

/// <summary>What is sent to the engine for a build: the caller's archive as it comes in, or one around their lone Dockerfile.</summary>
internal sealed class BuildContext : ForwardStream
{
    // A Dockerfile is a text that somebody wrote.
    private const int LongestDockerfile = 4 * 1024 * 1024;
    private const int TarMark = 257;
    private const int TarBlock = 512;

    private readonly Stream _archive;
    private bool _isSent;

    private BuildContext(Stream archive) => _archive = archive;

    /// <summary>Bytes that were read so far.</summary>
    public long Count { get; private set; }

    /// <summary>Called once, at its end.</summary>
    public Action Sent { get; set; } = () => { };

    /// <summary>Looks at how <paramref name="input"/> begins: an archive goes on decompressed, all else is a Dockerfile.</summary>
    public static async Task<BuildContext> OpenAsync(Stream input, CancellationToken cancellationToken)
    {
        var plain = await PlainArchive.OpenAsync(input, cancellationToken);
        var head = new byte[TarBlock];
        var read = await plain.ReadAtLeastAsync(head, TarBlock, throwOnEndOfStream: false, cancellationToken);
        return IsArchive(head.AsSpan(0, read))
            ? new BuildContext(new JoinedStream(head.AsMemory(0, read), plain))
            : new BuildContext(await WrapAsync(head.AsMemory(0, read), plain, cancellationToken));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _archive.ReadAsync(buffer, cancellationToken);
        Count += read;
        if (read == 0 && !_isSent && buffer.Length > 0)
        {
            _isSent = true;
            Sent();
        }

        return read;
    }

    private static bool IsArchive(ReadOnlySpan<byte> head) =>
        head.Length == TarBlock && (head[TarMark..].StartsWith("ustar"u8) || !head.ContainsAnyExcept((byte)0));

    private static async Task<Stream> WrapAsync(ReadOnlyMemory<byte> begun, Stream input, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        text.Write(begun.Span);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await input.ReadAsync(buffer, cancellationToken)) > 0)
        {
            text.Write(buffer.AsSpan(0, read));
            if (text.Length > LongestDockerfile)
            {
                throw new Commands.EngineErrorException(new Commands.EngineError(
                    Commands.EngineErrorKind.Invalid, $"This is no tar archive, and too long for a Dockerfile: {LongestDockerfile} bytes at most."));
            }
        }

        text.Position = 0;
        var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, "Dockerfile") { DataStream = text, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, cancellationToken);
        }

        archive.Position = 0;
        return archive;
    }
}
