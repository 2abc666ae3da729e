using System.Text;
using Dashboard.Services.Logs;
using static Dashboard.Services.Tests.Logs.LogAssert;

namespace Dashboard.Services.Tests.Logs;

public sealed class LogLineAssemblerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(31)]
    [InlineData(4096)]
    public void Raw_TerminalLogInPieces_GivesLinesWithoutCarriageReturns(int size)
    {
        var (sink, lines) = Collector();
        var assembler = new LogLineAssembler(sink);

        InPieces(Encoding.UTF8.GetBytes($"{Stamp1}one\r\n{Stamp2}\r\n{Stamp2}\u001b[31mred\u001b[0m\r\n"), size, piece => assembler.Raw(piece.Span));

        Assert.Equal(
            [$"Stdout {Time1} one", "Stdout 1795459398000000001 ", "Stdout 1795459398000000001 \u001b[31mred\u001b[0m"], lines);
    }

    [Theory]
    [InlineData(777)]
    [InlineData(16384)]
    [InlineData(1_000_000)]
    public void Raw_LongTerminalLine_LosesTheTimestampsInItsMiddle(int size)
    {
        var part = new string('b', 16384);
        var (sink, lines) = Collector();
        var assembler = new LogLineAssembler(sink);

        InPieces(Encoding.UTF8.GetBytes($"{Stamp1}{part}{Stamp1}{part}{Stamp1}end\r\n{Stamp2}next\r\n"), size, piece => assembler.Raw(piece.Span));

        Assert.Equal([$"Stdout {Time1} {part}{part}end", "Stdout 1795459398000000001 next"], lines);
    }

    [Fact]
    public void Complete_WithALineWithoutEnd_GivesItToo()
    {
        var (sink, lines) = Collector();
        var assembler = new LogLineAssembler(sink);
        assembler.Raw(Encoding.UTF8.GetBytes(Stamp1 + "half"));
        assembler.Frame(LogKind.Stderr, Encoding.UTF8.GetBytes(Stamp1 + "half too"));

        assembler.Complete();

        Assert.Equal([$"Stdout {Time1} half", $"Stderr {Time1} half too"], lines);
    }

    [Theory]
    [InlineData("no timestamp at all, but long enough")]
    [InlineData("2026-13-23T18:43:17.123456789Z month 13")]
    [InlineData("2026-11-31T18:43:17.123456789Z 31 November")]
    [InlineData("2026-11-23T18:43:17.12345678xZ letter")]
    public void Frame_WithoutATimestamp_KeepsTheWholeText(string text)
    {
        var (sink, lines) = Collector();
        new LogLineAssembler(sink).Frame(LogKind.Stdout, Encoding.UTF8.GetBytes(text + "\n"));
        Assert.Equal([$"Stdout 0 {text}"], lines);
    }
}
