namespace Dashboard.Services.Logs.Download;

/// <summary>What of a log somebody takes away.</summary>
/// <param name="From">Number of the first record; null is the oldest.</param>
/// <param name="To">Number of the last record; null is the newest.</param>
/// <param name="Since">Only from this time on, nanoseconds since 1970, inclusive; null is no bound.</param>
/// <param name="Until">Only up to this time, inclusive; null is no bound.</param>
/// <param name="Stream">Only this of the two; null is both.</param>
/// <param name="Timestamps">Whether each line begins with its time and a space, as <c>docker logs --timestamps</c> writes it.</param>
public sealed record LogSlice(long? From, long? To, long? Since, long? Until, LogKind? Stream, bool Timestamps)
{
    /// <summary>Everything.</summary>
    public static LogSlice Whole { get; } = new(null, null, null, null, null, false);

    /// <summary>Reads the words of a request.</summary>
    /// <exception cref="FormatException">A time or a stream that is none; the message names it.</exception>
    public static LogSlice Parse(long? from, long? to, string? since, string? until, string? stream, bool timestamps) => new(
        from,
        to,
        LogRequest.ParseTime("since", since),
        LogRequest.ParseTime("until", until),
        stream switch
        {
            null or "" => null,
            "stdout" => LogKind.Stdout,
            "stderr" => LogKind.Stderr,
            _ => throw new FormatException($"invalid value for \"stream\": \"{stream}\" is neither \"stdout\" nor \"stderr\""),
        },
        timestamps);

    internal bool Takes(LogLine line) =>
        line.Kind is LogKind.Stdout or LogKind.Stderr && (Stream is null || line.Kind == Stream) && !(line.Timestamp < Since) && !(line.Timestamp > Until);
}
