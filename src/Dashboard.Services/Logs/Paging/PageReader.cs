using System.Buffers;
using Dashboard.Services.Logs.Spool;

namespace Dashboard.Services.Logs.Paging;

/// <summary>Reads a part of a held log into one batch.</summary>
internal static class PageReader
{
    // A page is read to be looked at: more than this is more than a phone draws in a second.
    private const int MostBytes = 1024 * 1024;

    // Records asked for at once on the way back: some blocks, so that long lines do not mean reading far too much.
    private const int Step = 500;

    /// <summary>The last records before a number.</summary>
    public static byte[] Older(KeptLog log, long before, int lines)
    {
        before = Math.Min(before, log.Next);
        var end = before;
        var parts = new Stack<List<LogBlock>>();
        var (bytes, count, isCut) = (0, 0, false);
        while (!isCut && end > log.First && count < lines && bytes < MostBytes)
        {
            var start = Math.Max(log.First, end - Math.Min(Step, lines - count));
            var run = Run(log, start, end, out isCut);
            if (run.Count == 0)
            {
                break;
            }

            parts.Push(run);
            count += run.Sum(b => b.Count);
            bytes += run.Sum(b => b.Records.Length);
            end = run[0].First;
        }

        // With long lines a step back may have been too far.
        var blocks = parts.SelectMany(p => p).ToList();
        for (; blocks.Count > 1 && bytes - blocks[0].Records.Length >= MostBytes; blocks.RemoveAt(0))
        {
            bytes -= blocks[0].Records.Length;
        }

        if (blocks.Count > 0 && blocks[^1].Next == before)
        {
            return Batch(blocks[0].First, blocks, missing: 0);
        }

        // What comes directly before is missing: it is told of behind what there is before that.
        return blocks.Count > 0 ? Batch(blocks[0].First, blocks, before - blocks[^1].Next)
            : before > log.First && LastBefore(log, before) is { } last ? Batch(last.First, [last], before - last.Next)
            : [];
    }

    /// <summary>The first records from a number on.</summary>
    public static byte[] Newer(KeptLog log, long from, int lines)
    {
        var blocks = new List<LogBlock>();
        var (at, bytes, count, missing) = (from, 0, 0, 0L);
        while (at < log.Next && count < lines && bytes < MostBytes && log.ReadBack(at) is { } block)
        {
            if (block.First > at)
            {
                if (count > 1)
                {
                    break;
                }

                // The one record before a hole is what the caller has already.
                missing = block.First - at;
                blocks.Clear();
            }

            block = Upto(block, block.First + lines - count);
            blocks.Add(block);
            count += block.Count;
            bytes += block.Records.Length;
            at = block.Next;
        }

        return blocks.Count == 0 ? [] : missing == 0 ? Batch(blocks[0].First, blocks, missing: 0)
            : LogBatch.Of(blocks[0].First - 1, [.. SkippedRecord.Of(missing), .. Joined(blocks)]);
    }

    /// <summary>The blocks from one number to another that stand together at the end of it.</summary>
    /// <param name="log">The log.</param>
    /// <param name="start">First number.</param>
    /// <param name="end">Number after the last.</param>
    /// <param name="isCut">Whether records are missing before the first block.</param>
    private static List<LogBlock> Run(KeptLog log, long start, long end, out bool isCut)
    {
        var run = new List<LogBlock>();
        isCut = false;
        for (var at = start; at < end && log.ReadBack(at) is { } block && block.First < end; at = block.Next)
        {
            if (block.First > at)
            {
                run.Clear();
                isCut = true;
            }

            block = Upto(block, end);
            run.Add(block);
        }

        return run;
    }

    // The nearest that can be read: several blocks may be damaged.
    private static LogBlock? LastBefore(KeptLog log, long number) => log.Spool.Headers()
        .Reverse()
        .Where(h => h.First < number)
        .Select(h => Run(log, Math.Max(h.First, h.Next - Step), Math.Min(h.Next, number), out _).LastOrDefault())
        .FirstOrDefault(b => b is not null);

    private static LogBlock Upto(LogBlock block, long end) => end >= block.Next
        ? block
        : block with { Count = (int)(end - block.First), Records = block.Records[..LogBatch.OffsetOf(block.Records.Span, (int)(end - block.First))] };

    private static byte[] Batch(long first, List<LogBlock> blocks, long missing) =>
        LogBatch.Of(first, [.. Joined(blocks), .. missing > 0 ? SkippedRecord.Of(missing) : []]);

    private static ReadOnlySpan<byte> Joined(List<LogBlock> blocks)
    {
        var joined = new ArrayBufferWriter<byte>(blocks.Sum(b => b.Records.Length) + 1);
        foreach (var block in blocks)
        {
            joined.Write(block.Records.Span);
        }

        return joined.WrittenSpan;
    }
}
