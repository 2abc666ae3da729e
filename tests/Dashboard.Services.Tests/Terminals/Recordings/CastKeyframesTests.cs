using System.Buffers;
using System.Text;
using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Services.Tests.Terminals.Screen;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Terminals.Recordings;

public sealed class CastKeyframesTests
{
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly CastWriter _writer;

    public CastKeyframesTests()
    {
        _writer = new CastWriter(_lines);
        _writer.Header(new TerminalDimensions(80, 24), DateTimeOffset.FromUnixTimeSeconds(1), "docker exec -it web sh");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Follow_HostileOutputAndResizes_EachKeyframeLeadsToTheVerySameScreen(int seed)
    {
        var (output, random) = (new HostileOutput(seed), new Random(seed));
        for (var n = 0; _lines.WrittenCount < 8_000_000; n++)
        {
            // Ordinary lines too, or little would ever scroll. No links: a screen keeps only so many different ones.
            var piece = output.Next();
            _writer.Output(n, piece.AsSpan().IndexOf("]8;"u8) < 0 ? piece : []);
            _writer.Output(n, Encoding.UTF8.GetBytes($"line {n} 한글\r\n"));
            if (n % 20_000 == 0)
            {
                _writer.Resized(n, new TerminalDimensions(random.Next(20, 120), random.Next(5, 40)));
            }
        }

        var plain = PlayedCast.Play(_lines.WrittenSpan.ToArray());
        var lines = Follow(64 * 1024);

        Assert.Equal(Encoding.UTF8.GetString(_lines.WrittenSpan), string.Concat(lines.Where(l => !IsKeyframe(l)).Select(l => l + "\n")));
        var keyframes = Enumerable.Range(0, lines.Count).Where(n => IsKeyframe(lines[n])).ToList();
        Assert.InRange(keyframes.Count, 3, 10);
        foreach (var at in keyframes)
        {
            var from = PlayedCast.Play(Encoding.UTF8.GetBytes(From(lines, at)));
            Assert.Equal(plain.Text, from.Text);
            Assert.Equal(plain.DrawnWithSome, from.DrawnWithSome);
        }
    }

    [Fact]
    public void Follow_ManyLinks_AreInTheKeyframe()
    {
        for (var n = 0; n < 2000; n++)
        {
            _writer.Output(n, Encoding.ASCII.GetBytes($"\e]8;;https://example.org/{n}\e\\{new string('x', 600)}\e]8;;\e\\\r\n"));
        }

        var keyframe = Follow(64 * 1024).Last(IsKeyframe);

        Assert.Contains("https://example.org/1500", keyframe, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(4096)]
    [InlineData(10_000_000)]
    public void Follow_PiecesOfAnySize_KeyframesStandBetweenLines(int size)
    {
        for (var n = 0; n < 3000; n++)
        {
            _writer.Output(n, Encoding.ASCII.GetBytes(new string((char)('a' + (n % 26)), 998) + "\r\n"));
        }

        var lines = Follow(size);

        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
        Assert.Contains(lines, IsKeyframe);
        Assert.Equal(3001, lines.Count(l => !IsKeyframe(l)));
    }

    [Fact]
    public void Follow_ShortRecording_AddsNothing()
    {
        _writer.Output(1, "a line\r\n"u8);

        Assert.DoesNotContain(Follow(100), IsKeyframe);
    }

    private static bool IsKeyframe(string line) => line.StartsWith("[0,\"k\",", StringComparison.Ordinal);

    // What a player does that goes to a keyframe: its picture in the size of that moment, then the rest.
    private static string From(List<string> lines, int at)
    {
        var size = lines.Take(at).LastOrDefault(l => l.Contains(",\"r\",", StringComparison.Ordinal)) is { } resize ? JsonDocument.Parse(resize).RootElement[2].GetString()! : "80x24";
        var (columns, rows) = (size.Split('x')[0], size.Split('x')[1]);
        var header = $$$"""{"version":3,"term":{"cols":{{{columns}}},"rows":{{{rows}}}}}""";
        return string.Join('\n', [header, lines[at].Replace("\"k\"", "\"o\"", StringComparison.Ordinal), .. lines.Skip(at + 1)]);
    }

    // As it is sent: whole lines as far as there are any, then the keyframe.
    private List<string> Follow(int size)
    {
        var keyframes = new CastKeyframes();
        var sent = new ArrayBufferWriter<byte>();
        for (var left = _lines.WrittenSpan; left.Length > 0;)
        {
            var piece = left[..Math.Min(size, left.Length)];
            left = left[piece.Length..];
            var whole = piece.LastIndexOf((byte)'\n') + 1;
            sent.Write(piece[..whole]);
            sent.Write(keyframes.Follow(piece[..whole]).Span);
            sent.Write(piece[whole..]);
            keyframes.Follow(piece[whole..]);
        }

        return [.. Encoding.UTF8.GetString(sent.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
