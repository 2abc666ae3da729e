using System.IO.Hashing;

namespace Dashboard.Services.Logs;

/// <summary>What a line is recognised by when the engine sends it again.</summary>
internal readonly record struct LogMark(long Timestamp, LogKind Kind, ulong Hash)
{
    /// <summary>The mark of a line; of one in several records, that of the first.</summary>
    public static LogMark Of(LogLine line) => new(line.Timestamp, line.Kind, XxHash3.HashToUInt64(line.Text));
}
