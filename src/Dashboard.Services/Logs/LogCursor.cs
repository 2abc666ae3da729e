namespace Dashboard.Services.Logs;

/// <summary>
/// Remembers the last lines seen of a log, so that reading can go on after a break with nothing lost and nothing doubled. The engine's
/// <c>since</c> is inclusive and several lines may carry one timestamp, so what comes again is recognised by (time, stream, text).
/// </summary>
internal sealed class LogCursor
{
    /// <summary>Most lines that are remembered.</summary>
    public const int Remembered = 64;

    private readonly Queue<LogMark> _seen = new(Remembered);
    private Dictionary<LogMark, int>? _expected;
    private long _oldest;
    private bool _matched;

    /// <summary>What came of a line after a break.</summary>
    public enum Verdict
    {
        /// <summary>It is new.</summary>
        New,

        /// <summary>It was seen before the break.</summary>
        Seen,

        /// <summary>It is new, and lines before it are missing: nothing that was seen before the break came again.</summary>
        NewAfterGap,
    }

    /// <summary>Where to read on, in nanoseconds since 1970; null when nothing with a timestamp was seen.</summary>
    public long? ResumeFrom => _seen.Count == 0 ? null : _seen.Min(m => m.Timestamp);

    /// <summary>The log is opened anew with <c>since</c> = <see cref="ResumeFrom"/>.</summary>
    public void BeginResume()
    {
        _matched = false;
        _oldest = ResumeFrom ?? 0;
        _expected = _seen.Count == 0 ? null : _seen.GroupBy(m => m).ToDictionary(g => g.Key, g => g.Count());
    }

    /// <summary>Judges a line and remembers it if it is new. A continued line is judged by its first record.</summary>
    public Verdict Judge(LogLine line)
    {
        var mark = LogMark.Of(line);
        if (_expected is not null && line.Timestamp != 0)
        {
            if (_expected.TryGetValue(mark, out var count))
            {
                _matched = true;
                Expect(mark, count - 1);
                return Verdict.Seen;
            }

            // More lines carried the oldest remembered time than are remembered.
            if (line.Timestamp <= _oldest && !_matched)
            {
                return Verdict.Seen;
            }

            var gap = !_matched;
            _matched = true;
            Remember(mark);
            return gap ? Verdict.NewAfterGap : Verdict.New;
        }

        Remember(mark);
        return Verdict.New;
    }

    private void Expect(LogMark mark, int count)
    {
        if (count > 0)
        {
            _expected![mark] = count;
            return;
        }

        _expected!.Remove(mark);
        if (_expected.Count == 0)
        {
            _expected = null;
        }
    }

    private void Remember(LogMark mark)
    {
        if (mark.Timestamp == 0)
        {
            return;
        }

        if (_seen.Count == Remembered)
        {
            _seen.Dequeue();
        }

        _seen.Enqueue(mark);
    }
}
