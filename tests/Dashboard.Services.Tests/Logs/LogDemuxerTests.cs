using System.Text;
using Dashboard.Services.Logs;
using static Dashboard.Services.Tests.Logs.LogAssert;

namespace Dashboard.Services.Tests.Logs;

public sealed class LogDemuxerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(100_000)]
    public void Write_InPiecesOfAnySize_GivesTheSameLines(int size)
    {
        byte[] stream =
        [
            .. Frame(1, Stamp1 + "out €\n"),
            .. Frame(2, Stamp2 + "err\n"),
            .. Frame(1, Stamp2 + "\n"),
            .. Frame(3, "the daemon failed\n"),
        ];
        var (sink, lines) = Collector();
        var demuxer = new LogDemuxer(new LogLineAssembler(sink));

        InPieces(stream, size, piece => demuxer.Write(piece.Span));

        Assert.Equal(
            [$"Stdout {Time1} out €", "Stderr 1795459398000000001 err", "Stdout 1795459398000000001 ", "Notice 0 the daemon failed"],
            lines);
    }

    [Fact]
    public void Write_LineOver16KiBInParts_JoinsThemPerStream()
    {
        var part = new string('a', 16384);
        byte[] stream =
        [
            .. Frame(1, Stamp1 + part),
            .. Frame(2, Stamp2 + "between\n"),
            .. Frame(1, Stamp1 + part),
            .. Frame(1, Stamp1 + "end\n"),
        ];
        var (sink, lines) = Collector();
        var demuxer = new LogDemuxer(new LogLineAssembler(sink));

        InPieces(stream, 1000, piece => demuxer.Write(piece.Span));

        Assert.Equal(["Stderr 1795459398000000001 between", $"Stdout {Time1} {part}{part}end"], lines);
    }

    [Fact]
    public void Write_LineOf10MB_ComesInRecordsOfBoundedLength()
    {
        var part = Encoding.ASCII.GetBytes(Stamp1 + new string('x', 16384));
        List<(int Length, bool Continues)> records = [];
        var demuxer = new LogDemuxer(new LogLineAssembler(line => records.Add((line.Text.Length, line.Continues))));

        for (var i = 0; i < 640; i++)
        {
            demuxer.Write(Frame(1, part));
        }

        demuxer.Write(Frame(1, Stamp1 + "\n"));

        Assert.Equal(640 * 16384, records.Sum(r => r.Length));
        Assert.All(records, r => Assert.InRange(r.Length, 0, LogLineAssembler.MaxRecord));
        Assert.False(records[^1].Continues);
        Assert.All(records.SkipLast(1), r => Assert.True(r.Continues));
    }

    [Fact]
    public void Write_WhatIsNoFrame_Says()
    {
        var demuxer = new LogDemuxer(new LogLineAssembler(_ => { }));
        Assert.Throws<InvalidDataException>(() => demuxer.Write("hello, this is a terminal"u8));
    }

    [Fact]
    public void Write_InvalidUtf8_KeepsEveryByte()
    {
        byte[] bytes = [0xff, 0xfe, 0x00, 0x80, 0x1b, (byte)'[', (byte)'m'];
        byte[] seen = [];
        var demuxer = new LogDemuxer(new LogLineAssembler(line => seen = line.Text.ToArray()));

        demuxer.Write(Frame(1, [.. Encoding.ASCII.GetBytes(Stamp1), .. bytes, (byte)'\n']));

        Assert.Equal(bytes, seen);
    }
}
