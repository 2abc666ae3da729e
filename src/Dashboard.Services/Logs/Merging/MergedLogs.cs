using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs.Paging;
using Dashboard.Services.Logs.Search;

namespace Dashboard.Services.Logs.Merging;

/// <inheritdoc cref="IMergedLogs"/>
internal sealed class MergedLogs(LogOpening opening, IScopedResolver resolver, IContainerQueries containers, IRightsSource rights, SearchTurns turns, TimeProvider time) : IMergedLogs
{
    public IAsyncEnumerable<byte[]> FollowAsync(
        Actor actor, DockerEnvironment environment, LogSelector selector, MergeRequest request, CancellationToken cancellationToken) =>
        new MergeFollower(Members(actor, environment, selector), rights, time).RunAsync(request, cancellationToken);

    public byte[] Older(Actor actor, DockerEnvironment environment, LogSelector selector, long before, int lines) =>
        Batch(MergedPages.Older(Open(actor, environment, selector), before, LogPages.Bounded(lines)));

    public byte[] Newer(Actor actor, DockerEnvironment environment, LogSelector selector, long from, int lines) =>
        Batch(MergedPages.Newer(Open(actor, environment, selector), from, LogPages.Bounded(lines)));

    public long First(Actor actor, DockerEnvironment environment, LogSelector selector) => MergedPages.First(Open(actor, environment, selector));

    public long NumberOf(long time) => MergeKey.Of(time);

    public async IAsyncEnumerable<LogSearchStep> SearchAsync(
        Actor actor, DockerEnvironment environment, LogSelector selector, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var members = Members(actor, environment, selector);
        var open = members.Open(out _);
        var scans = open.Select(m => new LogScan(m.Log, query)).ToList();
        var total = open.Sum(m => m.Log.Next - m.Log.First);
        var (scanned, left, isLimited) = (0L, query.Limit, false);
        for (var at = 0; at < open.Count && !isLimited; at++)
        {
            using var watch = new RightWatch(rights, () => members.MayRead(open[at]), cancellationToken);
            // One for each log, so that others need not wait for a hundred.
            using var turn = await turns.TakeAsync(actor, watch, watch.Token);
            var before = scanned;
            await foreach (var step in scans[at].RunAsync(watch.Token).WithCancellation(watch.Token))
            {
                scanned = before + step.Scanned;
                List<LogMatch> found = [.. step.Matches.Where(m => m.Time > 0).Take(left).Select(m => m with { Number = MergeKey.Of(m.Time) })];
                left -= found.Count;
                isLimited |= step.Limited || left == 0;
                yield return new LogSearchStep(found, scanned, total, Done: false, isLimited);
            }
        }

        yield return new LogSearchStep([], scanned, total, Done: true, isLimited);
    }

    public async Task WriteAsync(Actor actor, DockerEnvironment environment, LogSelector selector, Func<Stream> open, CancellationToken cancellationToken)
    {
        var members = Members(actor, environment, selector);
        var logs = members.Open(out _);
        await Task.WhenAll(logs.Select(m => m.Held.CaughtUp)).WaitAsync(cancellationToken);
        var destination = open();
        var lines = new ArrayBufferWriter<byte>();
        var width = logs.Count == 0 ? 0 : logs.Max(m => m.Name.Length);
        var goesOn = new HashSet<(MergeMember, LogKind)>();
        // What comes meanwhile is not waited for: a flood would never end.
        var ends = logs.ToDictionary(m => m, m => m.Log.Next);
        for (var (from, page) = (0L, First(0)); page.Count > 0; page = First(from))
        {
            foreach (var record in page.Where(r => r.Kind is LogKind.Stdout or LogKind.Stderr && r.Number < ends[r.Source]))
            {
                Write(lines, record, width, goesOn);
            }

            await destination.WriteAsync(lines.WrittenMemory, cancellationToken);
            lines.ResetWrittenCount();
            from = page.TrueForAll(r => r.Number >= ends[r.Source]) ? long.MaxValue : page[^1].Key + 1;
        }

        List<MergedRecord> First(long from) => from == long.MaxValue ? [] : MergedPages.Newer(logs.Where(members.MayRead), from, ILogPages.MostLines);
    }

    private static void Write(ArrayBufferWriter<byte> lines, MergedRecord record, int width, HashSet<(MergeMember Source, LogKind Kind)> goesOn)
    {
        if (!goesOn.Remove((record.Source, record.Kind)))
        {
            lines.Write(Encoding.UTF8.GetBytes($"{record.Source.Name.PadRight(width)} | "));
        }

        lines.Write(record.Text.Span);
        if (record.Continues)
        {
            goesOn.Add((record.Source, record.Kind));
        }
        else
        {
            lines.Write("\n"u8);
        }
    }

    private static byte[] Batch(List<MergedRecord> records)
    {
        var batch = new MergedBatch();
        records.ForEach(batch.Add);
        return batch.ToArray();
    }

    private IReadOnlyList<MergeMember> Open(Actor actor, DockerEnvironment environment, LogSelector selector)
    {
        var open = Members(actor, environment, selector).Open(out _);
        foreach (var member in open)
        {
            member.Held.LastLook = time.GetTimestamp();
        }

        return open;
    }

    private MergeMembers Members(Actor actor, DockerEnvironment environment, LogSelector selector) =>
        new(actor, environment, selector, opening, resolver, containers);
}
