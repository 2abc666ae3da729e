namespace Dashboard.Services.Logs.Merging;

/// <summary>
/// The number of a record among several logs: its time since 2020 in steps of 128 ns, which a browser's doubles hold exactly until 2056. Records
/// of one time get keys that follow each other.
/// </summary>
internal static class MergeKey
{
    // 2020-01-01T00:00:00Z.
    private const long Epoch = 1_577_836_800_000_000_000;
    private const int Step = 7;

    /// <summary>The key of a time, in nanoseconds since 1970; 0 for one before 2020.</summary>
    public static long Of(long time) => time <= Epoch ? 0 : (time - Epoch) >> Step;

    /// <summary>The first time of a key, in nanoseconds since 1970.</summary>
    public static long TimeOf(long key) => key <= 0 ? 0 : key >= long.MaxValue >> Step ? long.MaxValue : (key << Step) + Epoch;
}
