using System.IO.Compression;
using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using ZstdSharp;

namespace Dashboard.Services.Tests.Environments;

public sealed class PlainArchiveTests
{
    private static readonly byte[] _xz = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 1, 2, 3];
    private static readonly byte[] _bzip2 = [.. "BZh91AY&SY"u8];
    private static readonly byte[] _tar = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")));

    public static TheoryData<string, byte[]> Accepted => new()
    {
        { "plain", _tar },
        { "gzip", Gzip(_tar) },
        { "gzip of two members", [.. Gzip(_tar[..5000]), .. Gzip(_tar[5000..])] },
        { "zstd", Zstd(_tar) },
        { "zstd after a frame to skip", [0x5a, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9, .. Zstd(_tar)] },
    };

    /// <summary>Everything that an engine would hand to a decompressor of its own.</summary>
    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "xz", _xz, "compressed with xz" },
        { "bzip2", _bzip2, "compressed with bzip2" },
        { "xz in gzip", Gzip(_xz), "compressed with xz" },
        { "bzip2 in zstd", Zstd(_bzip2), "compressed with bzip2" },
        { "gzip in gzip", Gzip(Gzip(_tar)), "compressed more than once" },
        { "zstd in gzip", Gzip(Zstd(_tar)), "compressed more than once" },
        { "a frame to skip in gzip", Gzip([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]), "compressed more than once" },
        { "gzip that is broken", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff], "can't be decompressed" },
        { "zstd that is broken", [0x28, 0xb5, 0x2f, 0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "can't be decompressed" },
        { "zstd that wants 2 GB", [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 1, 0, 0], "can't be decompressed" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Open_EachAcceptedForm_GivesThePlainBytes(string form, byte[] sent)
    {
        using var all = await ReadAsync(sent);

        Assert.True(_tar.AsSpan().SequenceEqual(all.ToArray()), form);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Open_EachOtherForm_IsRefusedWithItsName(string form, byte[] sent, string words)
    {
        var error = await Assert.ThrowsAsync<EngineErrorException>(() => ReadAsync(sent));

        Assert.Equal(EngineErrorKind.Invalid, error.Error.Kind);
        Assert.True(error.Message.Contains(words, StringComparison.Ordinal), $"{form}: {error.Message}");
    }

    [Fact]
    public async Task Read_ABomb_IsRefusedAfterAGigabyte()
    {
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 1100; i++)
            {
                await gzip.WriteAsync(zeros, TestContext.Current.CancellationToken);
            }
        }

        bomb.Position = 0;
        await using var plain = await PlainArchive.OpenAsync(bomb, TestContext.Current.CancellationToken);
        var counted = new CountingWriter();

        var error = await Assert.ThrowsAsync<EngineErrorException>(() => plain.CopyToAsync(counted, TestContext.Current.CancellationToken));

        Assert.Contains("more than 100 times as large", error.Message, StringComparison.Ordinal);
        Assert.InRange(counted.Count, 1, 1L << 30);
    }

    private static async Task<MemoryStream> ReadAsync(byte[] sent)
    {
        var all = new MemoryStream();
        await using var plain = await PlainArchive.OpenAsync(new MemoryStream(sent), TestContext.Current.CancellationToken);
        await plain.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(bytes).ToArray();
    }

    private sealed class CountingWriter : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Count;

        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Count += count;

        public override void Flush()
        {
            // Nothing is kept.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
