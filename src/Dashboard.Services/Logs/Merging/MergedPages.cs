using Dashboard.Services.Logs.Paging;

namespace Dashboard.Services.Logs.Merging;

/// <summary>
/// Parts of several logs in the order of time. A log's own order is kept: where its clock went backwards, its records stand at the latest time before.
/// Records of one time get keys that follow each other, as long as it takes until a record is late enough to have its own; a page ends only there, so
/// that a record's key is the same in every page.
/// </summary>
internal static class MergedPages
{
    // Half a millisecond: as far before a place is looked for records that were pushed behind it by others of one time.
    private const long Reach = 4096;

    // Records read beyond those wanted, for what is looked at and not taken.
    private const int Spare = 500;

    /// <summary>The last records before a key, oldest first; about <paramref name="lines"/> if there are so many.</summary>
    public static List<MergedRecord> Older(IEnumerable<MergeMember> members, long before, int lines)
    {
        var floor = long.MinValue;
        var all = new List<MergedRecord>();
        foreach (var member in members)
        {
            var end = before == long.MaxValue ? member.Log.Next : member.Log.FindTime(MergeKey.TimeOf(before));
            var records = Read(member, PageReader.Older(member.Log, end, lines + Spare));
            if (records.Count > 0 && records[0].Number > member.Log.First)
            {
                // There is more before it: what others have from that time on is not all that comes there.
                floor = Math.Max(floor, records[0].Key);
            }

            all.AddRange(records);
        }

        var complete = all.Exists(r => r.Key > floor) ? all.Where(r => r.Key > floor) : all;
        var placed = Placed(complete, out var own);
        var count = placed.FindIndex(r => r.Key >= before) is >= 0 and var late ? late : placed.Count;
        if (count == 0)
        {
            return [];
        }

        var from = Math.Max(0, count - lines);
        var start = own.FindLastIndex(from, o => o);
        start = start > 0 || floor == long.MinValue ? Math.Max(0, start) : own.FindIndex(from, o => o);
        return placed[(start >= 0 && start < count ? start : from)..count];
    }

    /// <summary>The first records from a key on, oldest first; about <paramref name="lines"/> if there are so many.</summary>
    public static List<MergedRecord> Newer(IEnumerable<MergeMember> members, long from, int lines)
    {
        var ceiling = long.MaxValue;
        var all = new List<MergedRecord>();
        foreach (var member in members)
        {
            var start = from <= Reach ? member.Log.First : Math.Max(member.Log.First, member.Log.FindTime(MergeKey.TimeOf(from - Reach)));
            var records = Read(member, PageReader.Newer(member.Log, start, lines + Spare));
            while (records.Count > 0 && records[^1].Key < from && records[^1].Number + 1 < member.Log.Next)
            {
                // A part ends where records are missing; what is wanted comes behind them.
                var behind = records[^1].Number + 1;
                records = Read(member, PageReader.Newer(member.Log, behind, lines + Spare), records[^1].Key);
            }

            if (records.Count > 0 && records[^1].Number + 1 < member.Log.Next)
            {
                ceiling = Math.Min(ceiling, records[^1].Key);
            }

            all.AddRange(records);
        }

        var complete = all.Exists(r => r.Key < ceiling && r.Key >= from) ? all.Where(r => r.Key < ceiling) : all;
        var placed = Placed(complete, out var own);
        var first = placed.FindIndex(r => r.Key >= from);
        if (first < 0)
        {
            return [];
        }

        var end = Math.Min(placed.Count, first + lines);
        while (end < placed.Count && !own[end])
        {
            end++;
        }

        return placed[first..end];
    }

    /// <summary>The key of the oldest record that is held; 0 when nothing is.</summary>
    public static long First(IEnumerable<MergeMember> members)
    {
        var firsts = members.Select(m => Read(m, PageReader.Newer(m.Log, m.Log.First, Spare))).Where(r => r.Count > 0).Select(r => r[0].Key).ToList();
        return firsts.Count == 0 ? 0 : firsts.Min();
    }

    // The records of a batch of one log, with the keys of their times, none before that of the record before them.
    private static List<MergedRecord> Read(MergeMember member, byte[] batch, long last = 0)
    {
        var records = new List<MergedRecord>();
        if (batch.Length == 0)
        {
            return records;
        }

        var number = LogBatch.First(batch);
        var offset = LogBatch.NumberLength;
        var untimed = 0;
        LogBatch.Read(batch.AsSpan(offset), line =>
        {
            var text = batch.AsMemory(offset + LogBatch.HeaderLength, line.Text.Length);
            var flags = batch[offset];
            offset += LogBatch.HeaderLength + line.Text.Length;
            last = Math.Max(last, MergeKey.Of(line.Timestamp));
            // A divider at the beginning stands where the first line after it does.
            untimed = last == 0 ? records.Count + 1 : untimed;
            records.Add(new MergedRecord(member, number++, last, flags, line.Timestamp, text));
        });
        if (untimed == records.Count && number < member.Log.Next)
        {
            // They stand where a line does that is not in this part.
            records.Clear();
        }
        else if (untimed > 0 && untimed < records.Count)
        {
            var first = records[untimed].Key;
            for (var at = 0; at < untimed; at++)
            {
                records[at] = records[at] with { Key = first };
            }
        }

        return records;
    }

    // In order, each with a key of its own.
    private static List<MergedRecord> Placed(IEnumerable<MergedRecord> records, out List<bool> own)
    {
        List<MergedRecord> placed = [.. records.OrderBy(r => r.Key).ThenBy(r => r.Source.Id, StringComparer.Ordinal).ThenBy(r => r.Number)];
        own = new List<bool>(placed.Count);
        var last = long.MinValue;
        for (var at = 0; at < placed.Count; at++)
        {
            own.Add(placed[at].Key > last);
            last = Math.Max(last + 1, placed[at].Key);
            placed[at] = placed[at] with { Key = last };
        }

        return placed;
    }
}
