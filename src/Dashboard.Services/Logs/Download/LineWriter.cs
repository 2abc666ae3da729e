using System.Buffers;
using System.Text;
using Dashboard.Services.Logs.Spool;

namespace Dashboard.Services.Logs.Download;

/// <summary>Turns records back into lines. A very long line comes in pieces, which go on as they are.</summary>
internal sealed class LineWriter(LogSlice slice)
{
    private readonly ArrayBufferWriter<byte> _lines = new();

    // Of which streams a line has begun and not ended.
    private readonly HashSet<LogKind> _begun = [];

    /// <summary>The lines of a block, up to a number; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Write(LogBlock block, long end)
    {
        _lines.ResetWrittenCount();
        var number = block.First;
        LogBatch.Read(block.Records.Span, line =>
        {
            if (number++ < end && (_begun.Contains(line.Kind) || slice.Takes(line)))
            {
                Write(line);
            }
        });
        return _lines.WrittenMemory;
    }

    private void Write(LogLine line)
    {
        if (slice.Timestamps && !_begun.Contains(line.Kind))
        {
            _lines.Write(Encoding.ASCII.GetBytes(LogTimestamp.Format(line.Timestamp)));
            _lines.Write(" "u8);
        }

        _lines.Write(line.Text);
        if (line.Continues)
        {
            _begun.Add(line.Kind);
            return;
        }

        _begun.Remove(line.Kind);
        _lines.Write("\n"u8);
    }
}
