using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Dashboard.Services.Logs;

namespace Dashboard.Services.Tests.Logs;

/// <summary>What tests of the log pipeline share: the engine's wire format, and lines as text.</summary>
internal static class LogAssert
{
    public const string Stamp1 = "2026-11-23T18:43:17.123456789Z ";
    public const string Stamp2 = "2026-11-23T18:43:18.000000001Z ";
    public const long Time1 = 1795459397123456789;

    /// <summary>A frame as the engine sends it.</summary>
    public static byte[] Frame(byte stream, string payload) => Frame(stream, Encoding.UTF8.GetBytes(payload));

    public static byte[] Frame(byte stream, byte[] payload)
    {
        var frame = new byte[8 + payload.Length];
        frame[0] = stream;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)payload.Length);
        payload.CopyTo(frame, 8);
        return frame;
    }

    /// <summary>Collects lines as "kind time text", a "+" before the text of one that continues.</summary>
    public static (LogLineSink Sink, List<string> Lines) Collector()
    {
        List<string> lines = [];
        return (line => lines.Add(string.Create(CultureInfo.InvariantCulture,
            $"{line.Kind} {line.Timestamp} {(line.Continues ? "+" : "")}{Encoding.UTF8.GetString(line.Text)}")), lines);
    }

    /// <summary>Writes bytes in pieces of every size from 1 up, over and over, so that every border is hit somewhere.</summary>
    public static void InPieces(byte[] bytes, int size, Action<ReadOnlyMemory<byte>> write)
    {
        for (var at = 0; at < bytes.Length; at += size)
        {
            write(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)));
        }
    }
}
