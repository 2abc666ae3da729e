namespace Dashboard.Services.Logs.Merging;

/// <summary>A record of one of several logs.</summary>
/// <param name="Source">Whose.</param>
/// <param name="Number">Its number in its own log.</param>
/// <param name="Key">Its <see cref="MergeKey"/>.</param>
/// <param name="Flags">First byte of the record, as in <see cref="LogBatch"/>.</param>
/// <param name="Timestamp">Nanoseconds since 1970; 0 unknown.</param>
/// <param name="Text">Its bytes.</param>
internal readonly record struct MergedRecord(MergeMember Source, long Number, long Key, byte Flags, long Timestamp, ReadOnlyMemory<byte> Text)
{
    /// <summary>What it is.</summary>
    public LogKind Kind => (LogKind)(Flags & ~LogBatch.ContinuesFlag);

    /// <summary>Whether its line goes on in the next record of its stream.</summary>
    public bool Continues => (Flags & LogBatch.ContinuesFlag) != 0;
}
