using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs;

namespace Dashboard.Testing;

/// <summary>
/// Random log streams as the engine sends them, cut at random places: whatever the cuts, the lines that went in must come out. What is
/// expected is the lines that were made up, not what the same code makes of the whole.
/// </summary>
public static class LogFuzz
{
    private const int EnginePart = 16 * 1024;
    private const int Lines = 60;

    /// <summary>Runs until so many cuts were made, and gives how many streams those were.</summary>
    /// <param name="cuts">At least so many.</param>
    /// <param name="seed">The same seed gives the same streams and cuts.</param>
    /// <exception cref="InvalidOperationException">Other lines came out; the message has the seed and the first that differs.</exception>
    public static int Run(int cuts, int seed)
    {
        var random = new Random(seed);
        var streams = 0;
        for (var made = 0; made < cuts; streams++)
        {
            var hasTty = random.Next(3) == 0;
            // Small pieces make many cuts of few bytes: long lines are rarer there, so that there are many streams.
            var most = random.Next(4) switch { 0 => 3, 1 => 40, 2 => 1000, _ => 70_000 };
            var (expected, stream) = Make(random, hasTty, longOneIn: most < 1000 ? 400 : 7);
            List<string> found = [];
            made += Read(random, random.Next(2) == 0 ? Chunked(random, stream) : null, stream, hasTty, most, found);
            var differs = Enumerable.Range(0, Math.Max(expected.Count, found.Count)).FirstOrDefault(i => expected.ElementAtOrDefault(i) != found.ElementAtOrDefault(i), -1);
            if (differs >= 0)
            {
                throw new InvalidOperationException(
                    $"Seed {seed}, stream {streams} ({(hasTty ? "terminal" : "frames")}): line {differs} is \"{Short(found.ElementAtOrDefault(differs))}\" instead of \"{Short(expected.ElementAtOrDefault(differs))}\".");
            }
        }

        return streams;
    }

    private static string Short(string? line) => line is null ? "(none)" : $"{line[..Math.Min(80, line.Length)]} ({line.Length})";

    private static (List<string> Expected, byte[] Stream) Make(Random random, bool hasTty, int longOneIn)
    {
        List<string> expected = [];
        using var stream = new MemoryStream();
        for (var i = 0; i < Lines; i++)
        {
            var kind = hasTty || random.Next(3) > 0 ? LogKind.Stdout : LogKind.Stderr;
            // Times go backwards too.
            var time = 1_795_459_397_000_000_000L + random.NextInt64(2_000_000_000);
            var text = Text(random, hasTty, longOneIn);
            expected.Add(Row(kind, time, text));
            Write(stream, kind, Encoding.ASCII.GetBytes(Stamp(time)), text, hasTty);
        }

        return (expected, stream.ToArray());
    }

    private static string Stamp(long time) => string.Create(CultureInfo.InvariantCulture,
        $"{DateTimeOffset.UnixEpoch.AddSeconds(time / 1_000_000_000):yyyy-MM-ddTHH:mm:ss}.{time % 1_000_000_000:D9}Z ");

    private static string Row(LogKind kind, long time, ReadOnlySpan<byte> text) => string.Create(CultureInfo.InvariantCulture, $"{kind} {time} {Encoding.Latin1.GetString(text)}");

    private static byte[] Text(Random random, bool hasTty, int longOneIn)
    {
        var length = random.Next(longOneIn) > 0 ? random.Next(random.Next(2) * 200) : random.Next(3) switch
        {
            0 => EnginePart + random.Next(-2, 3),
            1 => (EnginePart * 2) + random.Next(-2, 3),
            _ => random.Next(200_000),
        };
        var text = new byte[length];
        random.NextBytes(text);
        for (var i = 0; i < length; i++)
        {
            // A line has no end in it; a terminal's last \r belongs to its end.
            text[i] = text[i] == (byte)'\n' || (hasTty && text[i] == (byte)'\r') ? (byte)'n' : text[i];
        }

        return text;
    }

    private static void Write(MemoryStream stream, LogKind kind, byte[] stamp, byte[] text, bool hasTty)
    {
        Span<byte> header = stackalloc byte[8];
        header.Clear();
        byte[] whole = hasTty ? [.. text, (byte)'\r', (byte)'\n'] : [.. text, (byte)'\n'];
        for (var at = 0; at < whole.Length; at += EnginePart)
        {
            // A part that is full stands alone; the line's end may be a part of its own.
            var part = whole.AsSpan(at, Math.Min(EnginePart, whole.Length - at));
            if (!hasTty)
            {
                header[0] = (byte)kind;
                BinaryPrimitives.WriteUInt32BigEndian(header[4..], (uint)(stamp.Length + part.Length));
                stream.Write(header);
            }

            stream.Write(stamp);
            stream.Write(part);
        }
    }

    // HTTP's chunks: cut anywhere once more.
    private static byte[] Chunked(Random random, byte[] stream)
    {
        using var chunked = new MemoryStream();
        for (var at = 0; at < stream.Length;)
        {
            var length = Math.Min(stream.Length - at, random.Next(1, random.Next(4) == 0 ? 20_000 : 300));
            chunked.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length:x}\r\n")));
            chunked.Write(stream, at, length);
            chunked.Write("\r\n"u8);
            at += length;
        }

        chunked.Write("0\r\n\r\n"u8);
        return chunked.ToArray();
    }

    private static int Read(Random random, byte[]? chunked, byte[] plain, bool hasTty, int most, List<string> found)
    {
        using var network = new Pieces(chunked ?? plain, random, most);
        using var body = new HttpBody(network, [], chunked is not null, chunked is null ? plain.Length : null);
        Dictionary<LogKind, MemoryStream> open = [];
        var assembler = new LogLineAssembler(line =>
        {
            if (!open.Remove(line.Kind, out var text))
            {
                text = new MemoryStream();
            }

            text.Write(line.Text);
            if (line.Continues)
            {
                open[line.Kind] = text;
            }
            else
            {
                found.Add(Row(line.Kind, line.Timestamp, text.ToArray()));
            }
        });
        var demuxer = new LogDemuxer(assembler);
        var buffer = new byte[70_000];
        int read;
        while ((read = body.Read(buffer.AsSpan(0, random.Next(1, most + 1)))) > 0)
        {
            if (hasTty)
            {
                assembler.Raw(buffer.AsSpan(0, read));
            }
            else
            {
                demuxer.Write(buffer.AsSpan(0, read));
            }

            network.Cuts++;
        }

        assembler.Complete();
        return network.Cuts;
    }

    /// <summary>A connection that gives a random number of bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, Random random, int most) : MemoryStream(bytes)
    {
        public int Cuts { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Cuts++;
            return base.Read(buffer, offset, Math.Min(count, random.Next(1, most + 1)));
        }
    }
}
