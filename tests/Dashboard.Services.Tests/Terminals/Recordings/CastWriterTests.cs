using System.Buffers;
using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Terminals.Recordings;

namespace Dashboard.Services.Tests.Terminals.Recordings;

public sealed class CastWriterTests
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly CastWriter _writer;

    public CastWriterTests() => _writer = new CastWriter(_lines);

    [Fact]
    public void Header_OfASession_IsTheFormatsFirstLine()
    {
        _writer.Header(new TerminalDimensions(80, 24), DateTimeOffset.FromUnixTimeSeconds(1504467315), "docker exec -it web sh -c 'echo \"<b>\"'");

        Assert.Equal(
            """{"version":3,"term":{"cols":80,"rows":24,"type":"xterm-256color"},"timestamp":1504467315,"command":"docker exec -it web sh -c 'echo \"<b>\"'"}""" + "\n", Text);
    }

    [Fact]
    public void Events_OfASession_CarryTheSecondsSinceTheOneBefore()
    {
        _writer.Output(248, "\e[1mhi\r\n"u8);
        _writer.Resized(1249, new TerminalDimensions(90, 30));
        _writer.Marker(1249, "closed");
        _writer.Exited(61_250, 137);

        // A clock that is set back makes no negative time.
        _writer.Output(9, "x"u8);

        Assert.Equal(
            """
            [0.248,"o","\u001B[1mhi\r\n"]
            [1.001,"r","90x30"]
            [0,"m","closed"]
            [60.001,"x","137"]
            [0,"o","x"]

            """, Text);
    }

    [Fact]
    public void Output_CharacterSplitBetweenPieces_ComesWhole()
    {
        foreach (var b in Encoding.UTF8.GetBytes("é한😀"))
        {
            _writer.Output(0, [b]);
        }

        Assert.Equal("[0,\"o\",\"é\"]\n[0,\"o\",\"한\"]\n[0,\"o\",\"😀\"]\n", Text.Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
    }

    [Fact]
    public void Output_BytesThatAreNoText_AreLeftOutAsTheTerminalLeavesThemOut()
    {
        _writer.Output(0, [0x61, 0xff, 0xc3, 0x28, 0xe2, 0x82, 0x62]);

        Assert.Equal("[0,\"o\",\"a(b\"]\n", Text);
    }

    private string Text => Encoding.UTF8.GetString(_lines.WrittenSpan);
}
