namespace Dashboard.Services.Logs;

/// <summary>What a record of a followed log is. The values are part of the wire format of <see cref="LogBatch"/>.</summary>
public enum LogKind : byte
{
    /// <summary>A line of standard output, or of the terminal where the container has one.</summary>
    Stdout = 1,

    /// <summary>A line of standard error.</summary>
    Stderr = 2,

    /// <summary>A sentence of the engine or of the dashboard about the log.</summary>
    Notice = 3,

    /// <summary>Records that were kept once and are not any more; the payload is their number, 8 bytes little-endian. Never kept itself.</summary>
    Skipped = 4,

    /// <summary>The container stopped; the log goes on when it starts again.</summary>
    Ended = 5,

    /// <summary>The container started again.</summary>
    Started = 6,

    /// <summary>Lines are missing here that the engine did not give again; the payload says why.</summary>
    Gap = 7,
}

/// <summary>
/// One line, or a part of a very long one, as a view of a buffer that is reused after the call it was given to.
/// </summary>
/// <param name="kind">Which stream.</param>
/// <param name="timestamp">The engine's time in nanoseconds since 1970; 0 when unknown.</param>
/// <param name="text">The line's bytes without its end; any encoding, may hold anything.</param>
/// <param name="continues">Whether the same line goes on in the next record of the same stream.</param>
public readonly ref struct LogLine(LogKind kind, long timestamp, ReadOnlySpan<byte> text, bool continues)
{
    /// <summary>Which stream.</summary>
    public LogKind Kind { get; } = kind;

    /// <summary>Nanoseconds since 1970; 0 when unknown.</summary>
    public long Timestamp { get; } = timestamp;

    /// <summary>Bytes without the line's end.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Whether the line goes on in the next record of the same stream.</summary>
    public bool Continues { get; } = continues;
}

/// <summary>Takes lines as they are found; must copy what it keeps.</summary>
public delegate void LogLineSink(LogLine line);
