using System.Buffers;
using System.Text;
using Docker.DotNet;

namespace Dashboard.Services.Commands;

/// <summary>What a process wrote, for a caller without a terminal: kept up to a bound, so that a flood fills no memory.</summary>
internal sealed class CapturedOutput
{
    /// <summary>Bytes kept of each stream.</summary>
    private const int MostKept = 8 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _stdout = new();
    private readonly ArrayBufferWriter<byte> _stderr = new();
    private long _leftOut;

    /// <summary>What came on standard output.</summary>
    public string Stdout => Text(_stdout);

    /// <summary>What came on standard error, and a last line about what was left out of either.</summary>
    public string Stderr => Text(_stderr) + (_leftOut == 0 ? "" : $"{_leftOut} bytes of output beyond {MostKept} were left out\n");

    /// <summary>Reads <paramref name="stream"/> to its end; all of it goes to <paramref name="record"/> too, if there is one.</summary>
    public async Task ReadAsync(MultiplexedStream stream, IOutputRecord? record, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        MultiplexedStream.ReadResult read;
        while (!(read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken)).EOF)
        {
            record?.Output(buffer.AsSpan(0, read.Count));
            var kept = read.Target == MultiplexedStream.TargetStream.StandardError ? _stderr : _stdout;
            var room = Math.Min(read.Count, MostKept - kept.WrittenCount);
            kept.Write(buffer.AsSpan(0, room));
            _leftOut += read.Count - room;
        }
    }

    private static string Text(ArrayBufferWriter<byte> bytes) => Encoding.UTF8.GetString(bytes.WrittenSpan);
}
