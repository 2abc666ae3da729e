using System.Formats.Tar;
using System.Text;
using Dashboard.Services.Containers.Files;

namespace Dashboard.Services.Tests.Containers.Files;

/// <summary>Archives as engines and others write them, in pieces of any size.</summary>
public sealed class TarPartsTests
{
    private static readonly string _long = "folder/" + string.Join('/', Enumerable.Repeat(new string('가', 60), 5)) + "/name.txt";

    public static TheoryData<TarEntryFormat, int> Formats =>
        new(from format in (TarEntryFormat[])[TarEntryFormat.Pax, TarEntryFormat.Gnu, TarEntryFormat.Ustar]
            from piece in (int[])[1, 7, 511, 512, 513, 100_000]
            select (format, piece));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_AnyFormatInAnyPieces_GivesEachHeadAndContent(TarEntryFormat format, int piece)
    {
        var name = format == TarEntryFormat.Ustar ? "folder/name.txt" : _long;
        var archive = Archive(format, ("folder/", TarEntryType.Directory, ""), (name, TarEntryType.RegularFile, new string('x', 1300)), ("empty", TarEntryType.RegularFile, ""), ("link", TarEntryType.SymbolicLink, ""));

        var (headers, content) = ReadAll(archive, piece);

        Assert.Equal(["folder/", name, "empty", "link"], headers.Select(h => Encoding.UTF8.GetString(h.Name)));
        Assert.Equal("5002", string.Concat(headers.Select(h => h.Type)));
        Assert.Equal([0, 1300, 0, 0], headers.Select(h => h.Size));
        Assert.Equal("../target", Encoding.UTF8.GetString(headers[3].LinkName));
        Assert.All(headers, h => Assert.Equal((0x1A4u, "1000", new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero)), (h.Mode, h.User, h.Modified)));
        Assert.Equal(new string('x', 1300), content);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('K')]
    public async Task BoundedStream_AttributesOf400Megabytes_FailAtTheirHead(char type)
    {
        var archive = Archive(TarEntryFormat.Ustar, ("name", TarEntryType.RegularFile, ""));
        Encoding.ASCII.GetBytes("3100000000\0").CopyTo(archive, 124);
        archive[156] = (byte)type;
        Resum(archive);
        using var stream = new BoundedTarStream(new EndlessStream(archive));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => stream.ReadExactlyAsync(new byte[64 * 1024], TestContext.Current.CancellationToken).AsTask());

        Assert.Contains("larger than any could be", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public async Task BoundedStream_WholeArchive_IsPassedOnAndWhatFollowsIsNot()
    {
        var archive = Archive(TarEntryFormat.Pax, (_long, TarEntryType.RegularFile, new string('x', 1300)));
        using var stream = new BoundedTarStream(new MemoryStream([.. archive, .. "hidden"u8]));
        using var read = new MemoryStream();

        await stream.CopyToAsync(read, TestContext.Current.CancellationToken);

        Assert.Equal([.. archive, 0, 0, 0, 0, 0, 0], read.ToArray());
    }

    [Fact]
    public void Read_NameThatIsNoText_KeepsItsBytes()
    {
        var archive = Archive(TarEntryFormat.Ustar, ("name?", TarEntryType.RegularFile, ""));
        archive[4] = 0xFF;
        Resum(archive);

        Assert.Equal([(byte)'n', (byte)'a', (byte)'m', (byte)'e', 0xFF], Assert.Single(ReadAll(archive, 512).Headers).Name);
    }

    [Fact]
    public void Read_SizeInBase256_IsRead()
    {
        var archive = Archive(TarEntryFormat.Ustar, ("big", TarEntryType.RegularFile, ""));
        new byte[] { 0x80, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0 }.CopyTo(archive, 124);
        Resum(archive);

        Assert.Equal(4L << 32, new TarParts().Read(archive.AsSpan(0, 512)).Header!.Size);
    }

    [Theory]
    [InlineData(0, (byte)'x', false)]
    [InlineData(130, (byte)'9', true)]
    public void Read_WhatIsNoArchive_IsRefused(int at, byte value, bool resum)
    {
        var archive = Archive(TarEntryFormat.Ustar, ("name", TarEntryType.RegularFile, "content"));
        archive[at] = value;
        if (resum)
        {
            Resum(archive);
        }

        Assert.Throws<InvalidDataException>(() => ReadAll(archive, 512));
    }

    [Fact]
    public void Read_AttributesThatClaimTooMuch_AreRefused()
    {
        var archive = Archive(TarEntryFormat.Ustar, ("name", TarEntryType.RegularFile, ""));
        archive[156] = (byte)'x';
        "77777777777"u8.CopyTo(archive.AsSpan(124));
        Resum(archive);

        Assert.Throws<InvalidDataException>(() => ReadAll(archive, 512));
    }

    [Theory]
    [InlineData("nonsense\n")]
    [InlineData("99 path=x\n")]
    [InlineData("0 path=x\n")]
    public void Read_AttributesThatAreNone_AreRefused(string records)
    {
        var archive = Archive(TarEntryFormat.Ustar, ("name", TarEntryType.RegularFile, records));
        archive[156] = (byte)'x';
        Resum(archive);

        Assert.Throws<InvalidDataException>(() => ReadAll(archive, 512));
    }

    private static (List<TarHeader> Headers, string Content) ReadAll(byte[] archive, int piece)
    {
        var tar = new TarParts();
        List<TarHeader> headers = [];
        var content = new StringBuilder();
        for (var from = 0; from < archive.Length; from += piece)
        {
            var bytes = archive.AsSpan(from, Math.Min(piece, archive.Length - from));
            while (!bytes.IsEmpty)
            {
                var part = tar.Read(bytes);
                Assert.InRange(part.Length, 1, bytes.Length);
                if (part.Header is { } header)
                {
                    headers.Add(header);
                }

                content.Append(part.IsContent ? Encoding.UTF8.GetString(bytes[..part.Length]) : "");
                bytes = bytes[part.Length..];
            }
        }

        Assert.True(tar.IsOver);
        return (headers, content.ToString());
    }

    private static byte[] Archive(TarEntryFormat format, params (string Name, TarEntryType Type, string Content)[] entries)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, format, leaveOpen: true))
        {
            foreach (var (name, type, content) in entries)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(type, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(type, name),
                    _ => new UstarTarEntry(type, name),
                };
                (entry.Mode, entry.Uid, entry.ModificationTime) = ((UnixFileMode)0x1A4, 1000, new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));
                if (type == TarEntryType.SymbolicLink)
                {
                    entry.LinkName = "../target";
                }
                else if (type == TarEntryType.RegularFile)
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                }

                writer.WriteEntry(entry);
            }
        }

        return archive.ToArray();
    }

    // The checksum counts itself as spaces.
    private static void Resum(byte[] archive)
    {
        "        "u8.CopyTo(archive.AsSpan(148));
        var sum = archive.Take(512).Sum(b => b);
        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(archive, 148);
    }

    // What it begins with, then letters without end.
    private sealed class EndlessStream(byte[] begin) : MemoryStream(begin, writable: false)
    {
        public override int Read(Span<byte> buffer)
        {
            var read = base.Read(buffer);
            if (read == 0)
            {
                buffer.Fill((byte)'x');
            }

            return read == 0 ? buffer.Length : read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
