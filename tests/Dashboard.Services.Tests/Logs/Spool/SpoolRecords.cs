using System.Globalization;
using System.Text;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Spool;

namespace Dashboard.Services.Tests.Logs.Spool;

/// <summary>Numbered lines for tests of kept logs: line n has the text "line n" and the time n.</summary>
internal static class SpoolRecords
{
    public static byte[] Of(long first, int count)
    {
        using var bytes = new MemoryStream();
        for (var n = first; n < first + count; n++)
        {
            var text = Encoding.UTF8.GetBytes(Text(n));
            var record = new byte[LogBatch.HeaderLength + text.Length];
            LogBatch.Write(record, new LogLine(LogKind.Stdout, n, text, continues: false));
            bytes.Write(record);
        }

        return bytes.ToArray();
    }

    public static LogBlock Block(long first, int count) => LogBlock.Of(first, Of(first, count));

    public static string Text(long n) => string.Create(CultureInfo.InvariantCulture, $"line {n}");

    public static void Append(KeptLog log, long first, int count)
    {
        for (var n = first; n < first + count; n++)
        {
            log.Append(new LogLine(LogKind.Stdout, n, Encoding.UTF8.GetBytes(Text(n)), continues: false));
        }

        log.Flush();
    }

    public static List<string> Texts(LogBlock block)
    {
        List<string> texts = [];
        LogBatch.Read(block.Records.Span, line => texts.Add(Encoding.UTF8.GetString(line.Text)));
        return texts;
    }

    public static List<string> Expected(long first, long count) => [.. Enumerable.Range(0, (int)count).Select(i => Text(first + i))];
}
