using System.Globalization;
using System.IO.Compression;
using Dashboard.Services.Commands;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Dashboard.Services.Environments;

/// <summary>
/// Archive of a caller as a plain tar stream. gzip and zstd are decompressed here, within bounds; bzip2 and xz are refused. An engine
/// never gets compressed bytes: before 29.5.1 it ran the container's own xz or unpigz as root on the host (CVE-2026-41567).
/// </summary>
internal sealed class PlainArchive : ForwardStream
{
    private const int HeadLength = 512;
    private const int MostWindowBits = 25;

    // A few kilobytes may become this much; beyond, an archive grows by this factor at most.
    private const long FreeBytes = 1L << 30;
    private const int MostGrowth = 100;

    private static readonly (string Name, byte[] Mark)[] _refused =
    [
        ("bzip2", [0x42, 0x5a, 0x68]),
        ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]),
    ];

    private static readonly byte[] _gzip = [0x1f, 0x8b];
    private static readonly byte[] _zstd = [0x28, 0xb5, 0x2f, 0xfd];

    private readonly Stream _plain;
    private readonly CallersStream _sent;
    private long _count;

    private PlainArchive(Stream plain, CallersStream sent) => (_plain, _sent) = (plain, sent);

    /// <summary>Looks at how <paramref name="input"/> begins; a stream that is not compressed goes on as it is.</summary>
    /// <exception cref="EngineErrorException">Invalid: it is compressed in a form that is refused, or more than once; or the caller broke off.</exception>
    public static async Task<Stream> OpenAsync(Stream input, CancellationToken cancellationToken)
    {
        var sent = new CallersStream(input);
        var (head, whole) = await PeekAsync(sent, cancellationToken);
        RefuseUnknown(head.Span);
        if (!IsCompressed(head.Span))
        {
            return whole;
        }

        // What comes out is looked at too: the engine would take it for another archive.
        var unpacked = new PlainArchive(Decompressor(head.Span, whole), sent);
        var (inner, plain) = await PeekAsync(unpacked, cancellationToken);
        RefuseUnknown(inner.Span);
        return IsCompressed(inner.Span) ? throw Invalid("The archive is compressed more than once: send a tar archive, plain or compressed with gzip or zstd.") : plain;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await _plain.ReadAsync(buffer, cancellationToken);
            _count += read;
            return _count <= Math.Max(FreeBytes, _sent.Count * MostGrowth)
                ? read
                : throw Invalid(string.Create(CultureInfo.InvariantCulture, $"The archive becomes more than {MostGrowth} times as large when it is decompressed: send it as a plain tar archive."));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ZstdException)
        {
            throw Invalid($"The archive can't be decompressed: {e.Message}", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plain.Dispose();
        }

        base.Dispose(disposing);
    }

    private static async Task<(ReadOnlyMemory<byte> Head, Stream Whole)> PeekAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        var read = await stream.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken);
        return (head.AsMemory(0, read), new JoinedStream(head.AsMemory(0, read), stream));
    }

    private static void RefuseUnknown(ReadOnlySpan<byte> head)
    {
        foreach (var (name, mark) in _refused)
        {
            if (head.StartsWith(mark))
            {
                throw Invalid($"The archive is compressed with {name}: decompress it first, or compress it with gzip or zstd.");
            }
        }
    }

    private static bool IsCompressed(ReadOnlySpan<byte> head) => head.StartsWith(_gzip) || IsZstd(head);

    // A frame, or one that may be skipped: 50 to 5f, 2a 4d 18 (RFC 8878, 3.1.2).
    private static bool IsZstd(ReadOnlySpan<byte> head) =>
        head.StartsWith(_zstd) || (head.Length >= 4 && (head[0] & 0xf0) == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18);

    private static Stream Decompressor(ReadOnlySpan<byte> head, Stream whole)
    {
        if (!IsZstd(head))
        {
            return new GZipStream(whole, CompressionMode.Decompress);
        }

        var zstd = new DecompressionStream(whole);
        zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MostWindowBits);
        return zstd;
    }

    private static EngineErrorException Invalid(string words, Exception? inner = null) => new(new EngineError(EngineErrorKind.Invalid, words), inner);
}
