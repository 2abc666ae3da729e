using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Logs.Paging;

namespace Dashboard.Services.Logs.Merging;

/// <summary>
/// Follows several logs as one. What was there at the beginning comes in the order of its times. What comes later is held for <see cref="Hold"/>,
/// unless all others have something later already, so that lines of different containers come in the order in which they were written although
/// the engine does not send them so; what is later still is shown when it comes.
/// </summary>
internal sealed class MergeFollower(MergeMembers members, IRightsSource rights, TimeProvider time)
{
    /// <summary>How long a new line waits for others that were written before it.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(100);

    // How often is looked for something new.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(25);

    // As long may containers' logs take to be read up to now before others are shown without them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Whose logs they are is asked for anew this often at most, however much goes on.
    private static readonly TimeSpan TakeInEach = TimeSpan.FromMilliseconds(250);

    private const int MostBytes = 64 * 1024;

    private readonly Dictionary<MergeMember, MergeSource> _sources = [];
    private long _lastKey = long.MinValue;
    private int _stale;
    private long _takenIn;

    /// <summary>Batches in the format of <see cref="MergedBatch"/>, until the token is cancelled.</summary>
    public async IAsyncEnumerable<byte[]> RunAsync(MergeRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = members.Subscribe();
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = WatchAsync(subscription, watching.Token);
        rights.Changed += MarkStale;
        try
        {
            var open = members.Open(out var leftOut);
            await CatchUpAsync(open, cancellationToken);
            _lastKey = request.Last;
            Begin(open, request);
            if (leftOut > 0 && open.Count > 0)
            {
                yield return Notice(open[0], $"{leftOut} more containers fit; these are the logs of {MergeMembers.Most}.");
            }

            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (time.GetElapsedTime(_takenIn) >= TakeInEach && Interlocked.Exchange(ref _stale, 0) == 1)
                {
                    TakeIn();
                    _takenIn = time.GetTimestamp();
                }

                var batch = Next();
                if (batch.Length > 0)
                {
                    yield return batch;
                }

                if (batch.Length < MostBytes)
                {
                    await Task.Delay(Beat, time, cancellationToken);
                }
            }
        }
        finally
        {
            rights.Changed -= MarkStale;
            await watching.CancelAsync();
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var source in _sources.Values)
            {
                source.Dispose();
            }
        }
    }

    private void MarkStale() => Interlocked.Exchange(ref _stale, 1);

    private async Task WatchAsync(ContainerSubscription subscription, CancellationToken cancellationToken)
    {
        await foreach (var changes in subscription.ReadAllAsync(cancellationToken))
        {
            if (changes.Removed.Count > 0 || changes.Upserted.Any(members.Fits))
            {
                MarkStale();
            }
        }
    }

    private static async Task CatchUpAsync(IReadOnlyList<MergeMember> open, CancellationToken cancellationToken)
    {
        var all = Task.WhenAll(open.Select(m => m.Held.CaughtUp));
        await Task.WhenAny(all, Task.Delay(Patience, cancellationToken));
    }

    private void Begin(IReadOnlyList<MergeMember> open, MergeRequest request)
    {
        var starts = open.ToDictionary(m => m, m => m.Log.Next);
        if (request.Last >= 0)
        {
            // One that the caller has nothing of yet wrote nothing, or was not there: what it has since is new.
            foreach (var member in open)
            {
                var known = request.After.GetValueOrDefault(member.Id, -1);
                starts[member] = known >= 0 && known <= member.Log.Next ? known : member.Log.FindTime(MergeKey.TimeOf(request.Last + 1));
            }
        }
        else if (request.Tail < 0)
        {
            starts = open.ToDictionary(m => m, m => m.Log.First);
        }
        else if (request.Tail > 0)
        {
            foreach (var record in MergedPages.Older(open, long.MaxValue, Math.Min(request.Tail, ILogPages.MostLines)))
            {
                starts[record.Source] = Math.Min(starts[record.Source], record.Number);
            }
        }

        foreach (var (member, start) in starts)
        {
            _sources[member] = new MergeSource(member, start);
        }
    }

    // Containers have come or gone, or rights have: new ones from their beginning, and no line more of those that may not be read any more.
    private void TakeIn()
    {
        foreach (var member in Present().Where(m => !_sources.ContainsKey(m)))
        {
            // The same container's log, opened anew, goes on where it was; one of which nothing was kept has other numbers now.
            var before = _sources.Keys.FirstOrDefault(m => m.Id == member.Id);
            var from = before is not null && _sources[before] is { HasBegun: true } source ? source.Position : member.Log.First;
            LetGo(before);
            _sources[member] = new MergeSource(member, from);
        }

        var lost = _sources.Keys.Where(m => !members.MayRead(m)).ToList();
        lost.ForEach(LetGo);
        if (lost.Count > 0 && _sources.Count == 0)
        {
            throw members.Lost();
        }
    }

    private IReadOnlyList<MergeMember> Present()
    {
        try
        {
            return members.Open(out _);
        }
        catch (EngineErrorException)
        {
            // A container that was named is gone with its log, or may not be read: of the others the log goes on.
            return [];
        }
    }

    private void LetGo(MergeMember? member)
    {
        if (member is not null && _sources.Remove(member, out var source))
        {
            source.Dispose();
        }
    }

    private byte[] Next()
    {
        var batch = new MergedBatch();
        var now = time.GetTimestamp();
        var held = now - (long)(Hold.TotalSeconds * time.TimestampFrequency);
        foreach (var source in _sources.Values)
        {
            source.See(now);
            if (source.TakeFailure() is { } failure)
            {
                batch.Add(Placed(failure));
            }
        }

        while (batch.Length < MostBytes && Earliest(out var all) is { } source && (all || source.IsOlderThan(held)))
        {
            bool goesOn;
            do
            {
                // The parts of a long line stay together.
                goesOn = source.Head!.Value.Continues;
                batch.Add(Placed(source.Head!.Value));
                source.Advance();
            }
            while (goesOn && batch.Length < MostBytes && source.Head is not null);
        }

        return batch.ToArray();
    }

    private MergeSource? Earliest(out bool all)
    {
        MergeSource? earliest = null;
        all = true;
        foreach (var source in _sources.Values)
        {
            if (source.Head is not { } head)
            {
                all &= source.IsOver;
            }
            else if (earliest is null || head.Key < earliest.Head!.Value.Key)
            {
                earliest = source;
            }
        }

        return earliest;
    }

    private MergedRecord Placed(MergedRecord record)
    {
        _lastKey = Math.Max(_lastKey + 1, record.Key);
        return record with { Key = _lastKey };
    }

    private byte[] Notice(MergeMember member, string sentence)
    {
        var batch = new MergedBatch();
        batch.Add(Placed(new MergedRecord(member, _sources[member].Position - 1, 0, (byte)LogKind.Notice, 0, Encoding.UTF8.GetBytes(sentence))));
        return batch.ToArray();
    }
}
