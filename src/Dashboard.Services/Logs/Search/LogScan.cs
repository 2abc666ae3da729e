using System.Runtime.CompilerServices;
using Dashboard.Services.Logs.Download;
using Dashboard.Services.Logs.Spool;

namespace Dashboard.Services.Logs.Search;

/// <summary>Goes through one held log, some blocks at a time on two threads; what is found is told in the order of the log, or against it.</summary>
internal sealed class LogScan
{
    // Blocks between two steps: some hundredths of a second, and fewer where they take longer.
    private const int BlocksInAStep = 16;
    private static readonly TimeSpan _longStep = TimeSpan.FromMilliseconds(250);

    // A block is 80 KB: an expression that takes so long for one is none that anybody waits for.
    private static readonly TimeSpan _longestBlock = TimeSpan.FromSeconds(2);
    private const int Threads = 2;

    private readonly KeptLog _log;
    private readonly LineMatcher _matcher;
    private readonly LogSlice _slice;
    private readonly LogQuery _query;

    /// <exception cref="FormatException">The query is wrong; the message names what of it.</exception>
    public LogScan(KeptLog log, LogQuery query)
    {
        (_log, _query, _matcher) = (log, query, new LineMatcher(query));
        _slice = LogSlice.Parse(null, null, query.Since, query.Until, query.Stream, timestamps: false);
        if (query.Limit is < 1 or > LogQuery.MostMatches)
        {
            throw new FormatException($"invalid value for \"limit\": {query.Limit} is not from 1 to {LogQuery.MostMatches}");
        }
    }

    /// <summary>Goes through what is held now.</summary>
    public async IAsyncEnumerable<LogSearchStep> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var places = Places();
        var (total, scanned, left) = (places.Sum(p => p.Next - p.First), 0L, _query.Limit);
        var isLimited = false;
        var blocks = Threads;
        for (var at = 0; at < places.Count;)
        {
            var step = places.Slice(at, Math.Min(blocks, places.Count - at));
            at += step.Count;
            var found = new List<LogMatch>[step.Count];
            var began = TimeProvider.System.GetTimestamp();
            await Parallel.ForAsync(0, step.Count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellationToken }, (i, token) =>
            {
                found[i] = Scan(step[i], token);
                return ValueTask.CompletedTask;
            });
            blocks = TimeProvider.System.GetElapsedTime(began) > _longStep ? Math.Max(Threads, blocks / 2) : Math.Min(BlocksInAStep, blocks * 2);
            var matches = found.SelectMany(m => m).ToList();
            scanned += step.Sum(p => p.Next - p.First);
            isLimited = matches.Count > left;
            yield return new LogSearchStep(isLimited ? matches[..left] : matches, scanned, total, Done: false, isLimited);
            left -= Math.Min(left, matches.Count);
            if (isLimited)
            {
                break;
            }
        }

        yield return new LogSearchStep([], scanned, total, Done: true, isLimited);
    }

    // Blocks on disk, and what is only in memory as if it were blocks too.
    private List<(long First, long Next)> Places()
    {
        var end = _log.Next;
        // One look at the disk: a block that goes there from memory meanwhile is read behind those that were there.
        var headers = _log.Spool.Headers().ToList();
        List<(long First, long Next)> places = [.. headers.Where(IsInTime).Select(h => (h.First, h.Next))];
        for (var at = headers.Count > 0 ? headers[^1].Next : _log.First; at < end && _log.ReadBack(at) is { } block; at = block.Next)
        {
            places.Add((block.First, block.Next));
        }

        if (_query.NewestFirst)
        {
            places.Reverse();
        }

        return places;
    }

    private bool IsInTime(BlockHeader header) => header.Latest == 0 || (!(header.Latest < _slice.Since) && !(header.Earliest > _slice.Until));

    private List<LogMatch> Scan((long First, long Next) place, CancellationToken cancellationToken)
    {
        var found = new List<LogMatch>();
        var began = TimeProvider.System.GetTimestamp();
        for (var at = place.First; at < place.Next && _log.ReadBack(at) is { } block && block.First < place.Next; at = block.Next)
        {
            var number = block.First;
            LogBatch.Read(block.Records.Span, line =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_query.Regex && TimeProvider.System.GetElapsedTime(began) > _longestBlock)
                {
                    throw LineMatcher.TooSlow(_query.Text, inner: null);
                }

                if (number < place.Next && _slice.Takes(line) && _matcher.IsMatch(line.Text))
                {
                    found.Add(new LogMatch(number, line.Timestamp));
                }

                number++;
            });
        }

        if (_query.NewestFirst)
        {
            found.Reverse();
        }

        return found;
    }
}
