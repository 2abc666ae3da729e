namespace Dashboard.Services.Logs;

/// <summary>Lets through what is new of a stream that was opened again, and says where something is missing.</summary>
/// <param name="cursor">What was seen before.</param>
/// <param name="log">Gets what is new.</param>
/// <param name="before">The judge of the stream that broke; null when there was none.</param>
/// <param name="oldest">Time of the oldest line that the engine has, when only its last ones were asked for; null when that does not matter.</param>
internal sealed class LogJudge(LogCursor cursor, KeptLog log, LogJudge? before = null, long? oldest = null)
{
    // Both streams may be in the middle of a long line at once.
    private readonly Line _stdout = new();
    private readonly Line _stderr = new();
    private long? _oldest = oldest;

    /// <summary>Kind of the last record that was new.</summary>
    public LogKind? Last { get; private set; }

    /// <summary>Judges a record and keeps it if it is new. The records of one long line share the verdict on its first.</summary>
    public void Take(LogLine line)
    {
        if (line.Kind is LogKind.Notice)
        {
            Keep(line);
            return;
        }

        var at = line.Kind == LogKind.Stderr ? _stderr : _stdout;
        if (!at.IsOpen)
        {
            Begin(at, line, line.Kind == LogKind.Stderr ? before?._stderr : before?._stdout);
        }

        at.IsOpen = line.Continues;
        if (at.Records++ >= at.Seen)
        {
            Keep(line);
        }
    }

    // Of a long line in whose middle the stream broke, only a part is kept yet: the rest of its records is new.
    private void Begin(Line at, LogLine line, Line? broken)
    {
        (at.Mark, at.Records) = (LogMark.Of(line), 0);
        at.Seen = !IsSeen(line) ? 0 : broken is { IsOpen: true } && broken.Mark == at.Mark ? broken.Records : int.MaxValue;
    }

    private bool IsSeen(LogLine line)
    {
        if (_oldest is { } oldest)
        {
            _oldest = null;
            if (line.Timestamp != oldest)
            {
                Gap("the engine has older lines; only its last ones were read"u8);
            }
        }

        var verdict = cursor.Judge(line);
        if (verdict == LogCursor.Verdict.NewAfterGap)
        {
            Gap("the log was rotated while it was not read"u8);
        }

        return verdict == LogCursor.Verdict.Seen;
    }

    private void Gap(ReadOnlySpan<byte> reason) => log.Append(new LogLine(LogKind.Gap, 0, reason, continues: false));

    private void Keep(LogLine line)
    {
        Last = line.Kind;
        log.Append(line);
    }

    /// <summary>A line of one stream.</summary>
    private sealed class Line
    {
        public bool IsOpen { get; set; }

        public LogMark Mark { get; set; }

        /// <summary>How many records of it have come.</summary>
        public int Records { get; set; }

        /// <summary>How many of them were kept before.</summary>
        public int Seen { get; set; }
    }
}
