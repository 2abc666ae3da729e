using System.Text;
using Dashboard.Services.Terminals.Screen;

namespace Dashboard.Services.Tests.Terminals.Screen;

public sealed class TerminalScreenTests
{
    [Theory]
    [InlineData("one\r\ntwo", "one|two")]
    [InlineData("abcdefghijklm", "abcdefghij|klm")]
    [InlineData("abcdefghij\r\nx", "abcdefghij|x")]
    [InlineData("한글\b\bx", "한x")]
    [InlineData("123456789한", "123456789|한")]
    [InlineData("abc\rX", "Xbc")]
    [InlineData("a\tb", "a       b")]
    [InlineData("abc\e[2Dxy", "axy")]
    [InlineData("abc\e[1;2Hx", "axc")]
    [InlineData("abc\e[2J\e[Hx", "x")]
    [InlineData("abc\e[1K\rx", "x")]
    [InlineData("abcdef\e[3G\e[2P", "abef")]
    [InlineData("abcdef\e[3G\e[2@", "ab  cdef")]
    [InlineData("abcdef\e[3G\e[2X", "ab  ef")]
    [InlineData("1\r\n2\r\n3\r\n4\r\n5", "2|3|4|5")]
    [InlineData("1\r\n2\r\n3\e[2;3r\e[3H\nx", "1|3|x")]
    [InlineData("1\r\n2\r\n3\e[2H\e[L", "1||2|3")]
    [InlineData("1\r\n2\r\n3\e[2H\e[M", "1|3")]
    [InlineData("1\r\n2\e[H\eM0", "0|1|2")]
    [InlineData("a\e[3b", "aaaa")]
    [InlineData("a\e[4hb\e[Hc", "cab")]
    [InlineData("\e(0lqk\e(Bx", "┌─┐x")]
    [InlineData("\e[?7labcdefghijKL", "abcdefghiL")]
    [InlineData("a\e[?1049hb\e[?1049lc", "ac")]
    [InlineData("e\u0301x", "e\u0301x")]
    [InlineData("\e]0;title\aab", "ab")]
    [InlineData("\e]52;c;aGk=\e\\ab", "ab")]
    [InlineData("\ePq#1\e\\ab", "ab")]
    [InlineData("\e_x\e\\a\e^y\e\\b", "ab")]
    [InlineData("a\u009b2Cb", "a  b")]
    [InlineData("a\e[31\nmb", "a| b")]
    [InlineData("a\e[2\u0018b", "ab")]
    [InlineData("\e[?6h\e[2;4r\e[Hx", "|x")]
    [InlineData("\e[38;2;1;2;3mred\e[0m", "red")]
    [InlineData("\e[4:3mx\e[58:2::1:2:3my", "xy")]
    public void Feed_Sequence_ShowsAsATerminal(string output, string expected)
    {
        var screen = new TerminalScreen(10, 4);

        screen.Feed(Encoding.UTF8.GetBytes(output));

        Assert.Equal(expected, Shown(screen));
    }

    [Theory]
    [InlineData("\e[c", "\e[?1;2c")]
    [InlineData("\e[>c", "\e[>0;276;0c")]
    [InlineData("\e[5n", "\e[0n")]
    [InlineData("ab\r\nc\e[6n", "\e[2;2R")]
    [InlineData("\e[?25$p\e[?2004$p\e[?9999$p", "\e[?25;1$y\e[?2004;2$y\e[?9999;0$y")]
    [InlineData("\e[18t\e]52;c;?\a\e]11;?\a\eP$qm\e\\", "")]
    public void Feed_Question_IsAnsweredWhereThatIsHarmless(string question, string expected) =>
        Assert.Equal(expected, Encoding.ASCII.GetString(new TerminalScreen(10, 4).Feed(Encoding.ASCII.GetBytes(question))));

    [Fact]
    public void Feed_BadUtf8_DropsOnlyWhatIsWrong()
    {
        var screen = new TerminalScreen(10, 4);

        screen.Feed([(byte)'a', 0xFF, (byte)'b', 0xED, 0x95, (byte)'c', 0xC0, 0x80, 0xE0, 0x80, 0x80, (byte)'d', 0xED, 0xA0, 0x80, (byte)'e']);

        Assert.Equal("abcde", Shown(screen));
    }

    [Theory]
    [InlineData(7, "abcdefg|hij|x")]
    [InlineData(20, "abcdefghij|x")]
    [InlineData(5, "abcde|fghij|x")]
    public void Resize_Width_BreaksLongLinesAnew(int columns, string expected)
    {
        var screen = new TerminalScreen(8, 4);
        screen.Feed("abcdefghij\r\nx"u8);

        screen.Resize(columns, 4);
        Assert.Equal(expected, Shown(screen));
        screen.Feed("!"u8);
        Assert.Equal(expected + "!", Shown(screen));
    }

    [Fact]
    public void Resize_FewerRowsAndMoreAgain_TakesLinesToTheHistoryAndBack()
    {
        var screen = new TerminalScreen(10, 4);
        screen.Feed("1\r\n2\r\n3\r\n4"u8);

        screen.Resize(10, 2);
        Assert.Equal("3|4", Shown(screen));
        screen.Resize(10, 4);
        Assert.Equal("1|2|3|4", Shown(screen));
        screen.Feed("x"u8);
        Assert.Equal("1|2|3|4x", Shown(screen));
    }

    [Fact]
    public void Snapshot_OfHistory_HasItsLines()
    {
        var screen = new TerminalScreen(10, 2);
        screen.Feed("\e[1mone\e[0m\r\n한글\r\nthree\r\nfour"u8);

        Assert.StartsWith("\ec\e[0;1mone\e[0m\r\n한글\r\nthree\r\nfour", Encoding.UTF8.GetString(screen.Snapshot()), StringComparison.Ordinal);
    }

    [Fact]
    public void History_Flood_IsBounded()
    {
        var screen = new TerminalScreen(200, 50);
        var line = Encoding.ASCII.GetBytes(new string('x', 199) + "\r\n");
        for (var n = 0; n < 50_000; n++)
        {
            screen.Feed(line);
        }

        Assert.InRange(screen.Snapshot().Length, 200_000, 900_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Snapshot_OfAnyScreen_DrawsTheSameAndGoesOnTheSame(int seed)
    {
        var output = new HostileOutput(seed);
        for (var round = 0; round < 400; round++)
        {
            var (columns, rows) = output.Dimensions();
            var original = new TerminalScreen(columns, rows);
            for (var piece = 0; piece < 12; piece++)
            {
                original.Feed(output.Next());
            }

            var copy = new TerminalScreen(columns, rows);
            var snapshot = original.Snapshot();
            copy.Feed(snapshot);
            Same(original, copy, $"seed {seed}, round {round}", snapshot);
            var (more, end) = (output.Next(), "\e\\\u0018 end"u8.ToArray());
            original.Feed([.. more, .. end]);
            copy.Feed([.. more, .. end]);
            Same(original, copy, $"seed {seed}, round {round}, going on", snapshot);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Resize_OfAnyScreen_KeepsItDrawable(int seed)
    {
        var output = new HostileOutput(seed);
        var screen = new TerminalScreen(20, 6);
        for (var round = 0; round < 2_000; round++)
        {
            var (columns, rows) = output.Dimensions();
            screen.Feed(output.Next());
            screen.Resize(columns, rows);
            screen.Feed(output.Next());
            Assert.Equal((columns, rows), (screen.Columns, screen.Rows));
        }
    }

    [Fact]
    public void Feed_InAnyPieces_IsTheSame()
    {
        var output = new HostileOutput(7);
        for (var round = 0; round < 300; round++)
        {
            var bytes = Enumerable.Range(0, 10).SelectMany(_ => output.Next()).ToArray();
            var (whole, pieces) = (new TerminalScreen(20, 6), new TerminalScreen(20, 6));
            whole.Feed(bytes);
            foreach (var b in bytes)
            {
                pieces.Feed([b]);
            }

            Same(whole, pieces, $"round {round}", bytes);
        }
    }

    private static void Same(TerminalScreen expected, TerminalScreen actual, string where, byte[] cause)
    {
        if (expected.Text() != actual.Text() || !expected.Feed("\e[6n"u8).AsSpan().SequenceEqual(actual.Feed("\e[6n"u8)))
        {
            Assert.Fail($"{where}:\n{expected.Text()}---\n{actual.Text()}---\n{Readable(expected.Snapshot())}\n{Readable(actual.Snapshot())}\n--- {Readable(cause)}");
        }
    }

    private static string Readable(byte[] bytes) => Encoding.UTF8.GetString(bytes).Replace("\e", "^[", StringComparison.Ordinal).Replace("\r\n", "\\n", StringComparison.Ordinal);

    private static string Shown(TerminalScreen screen) => screen.Text().TrimEnd('\n').Replace('\n', '|');
}
