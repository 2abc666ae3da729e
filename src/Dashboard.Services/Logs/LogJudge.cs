namespace Dashboard.Services.Logs;

/// <summary>Lets through what is new of a stream that was opened again, and says where something is missing.</summary>
internal sealed class LogJudge(LogCursor cursor, KeptLog log)
{
    private bool _inContinuation;
    private bool _dropping;

    /// <summary>Kind of the last record that was new.</summary>
    public LogKind? Last { get; private set; }

    /// <summary>Judges a record and keeps it if it is new. The records of one long line share the verdict on its first.</summary>
    public void Take(LogLine line)
    {
        if (!_inContinuation)
        {
            var verdict = line.Kind is LogKind.Notice ? LogCursor.Verdict.New : cursor.Judge(line);
            _dropping = verdict == LogCursor.Verdict.Seen;
            if (verdict == LogCursor.Verdict.NewAfterGap)
            {
                log.Append(new LogLine(LogKind.Gap, 0, "the log was rotated while it was not read"u8, continues: false));
            }
        }

        _inContinuation = line.Continues;
        if (!_dropping)
        {
            Last = line.Kind;
            log.Append(line);
        }
    }
}
