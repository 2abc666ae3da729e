using System.Buffers.Binary;
using System.Text;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Download;
using Dashboard.Services.Logs.Merging;
using Dashboard.Services.Logs.Paging;
using Dashboard.Services.Logs.Search;
using Dashboard.Services.Logs.Spool;
using Dashboard.Services.Tests.Logs.Spool;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Logs;

/// <summary>
/// Logs whose files are damaged while readers are on them: each reader comes to the end, gets every record that is whole, and is told how many
/// are missing.
/// </summary>
public sealed class DamagedLogTests : IAsyncDisposable
{
    private const long First = 100;
    private const int Count = 20_000;

    // Where times decide about places: those of some year, a millisecond apart.
    private static readonly Func<long, long> _apart = n => 1_795_000_000_000_000_000 + (n * 1_000_000);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = TestRun.NewDirectory("damaged");
    private readonly List<KeptLog> _opened = [];

    /// <summary>Ways to damage the files of a log.</summary>
    public enum Damage
    {
        FirstBlock,
        MiddleBlock,
        LastBlock,
        EveryBlock,
        EveryOtherBlock,
        CutInHalf,
        Emptied,
        Deleted,
        Unreadable,
    }

    public static TheoryData<Damage> Damages => [.. Enum.GetValues<Damage>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _opened)
        {
            await log.SealAsync(CancellationToken.None);
            log.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task ReadAsync_ViewerOnADamagedLog_CountsTheGapAndGetsWhatComesLater(Damage damage)
    {
        var log = await DamagedAsync(damage);
        using var look = log.Look();
        // On its own thread: a reader that spins never gives its caller the thread back.
        var reading = Task.Run(() => FollowAsync(log, First, First + Count + 3), Token);

        SpoolRecords.Append(log, First + Count, 3);

        var (read, missing) = await reading.WaitAsync(Patience, Token);
        Assert.Equal(Whole(log).Concat(Enumerable.Range(0, 3).Select(n => First + Count + n)), read);
        Assert.Equal(Count + 3, read.Count + missing);
    }

    [Fact]
    public async Task ReadAsync_NothingCanBeRead_EndsWhenCancelled()
    {
        var log = await DamagedAsync(Damage.Deleted);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reading = Task.Run(() => FollowAsync(log, First, long.MaxValue, cancellation.Token), Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Patience, Token));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task ReadBack_FromAnyNumber_ComesFurther(Damage damage)
    {
        var log = await DamagedAsync(damage);

        for (var from = 0L; from < log.Next; from += 97)
        {
            Assert.True(log.ReadBack(from)!.Next > from);
        }

        Assert.Null(log.ReadBack(log.Next));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Pages_BothWays_GiveAllThatIsWhole(Damage damage)
    {
        var log = await DamagedAsync(damage);
        List<long> downwards = [];
        List<long> upwards = [];
        await BoundedAsync(() =>
        {
            for (var from = First; PageReader.Newer(log, from, 700) is { Length: > 0 } page; from = Numbers(page, downwards, out _))
            {
            }

            for (var before = log.Next; PageReader.Older(log, before, 700) is { Length: > 0 } page;)
            {
                List<long> numbers = [];
                Numbers(page, numbers, out before);
                upwards.InsertRange(0, numbers);
            }
        });

        Assert.Equal(Whole(log), downwards);
        Assert.Equal(Whole(log), upwards);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task MergedPages_BothWays_GiveAllThatIsWhole(Damage damage)
    {
        List<MergeMember> members = [Member("damaged", await DamagedAsync(damage, _apart)), Member("whole", await LogAsync("whole", _apart))];
        List<long> downwards = [];
        List<long> upwards = [];
        await BoundedAsync(() =>
        {
            for (var from = 0L; MergedPages.Newer(members, from, 700) is { Count: > 0 } page; from = page[^1].Key + 1)
            {
                downwards.AddRange(Lines(page));
            }

            for (var before = long.MaxValue; MergedPages.Older(members, before, 700) is { Count: > 0 } page; before = page[0].Key)
            {
                upwards.InsertRange(0, Lines(page));
            }
        });

        var expected = Whole(members[0].Log).Concat(Whole(members[1].Log)).Order();
        Assert.Equal(expected, downwards.Order());
        Assert.Equal(expected, upwards.Order());

        static IEnumerable<long> Lines(List<MergedRecord> page) => page.Where(r => r.Kind == LogKind.Stdout).Select(r => r.Number);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task MergeSource_Damaged_TellsTheGapAndIsOver(Damage damage)
    {
        var log = await DamagedAsync(damage);
        log.Complete();
        using var source = new MergeSource(Member("damaged", log), First);
        var (read, missing) = (new List<long>(), 0L);
        await BoundedAsync(() =>
        {
            for (; source.Head is { } head; source.Advance())
            {
                missing += head.Kind == LogKind.Skipped ? BinaryPrimitives.ReadInt64LittleEndian(head.Text.Span) : 0;
                read.AddRange(head.Kind == LogKind.Stdout ? [head.Number] : []);
            }
        });

        Assert.True(source.IsOver);
        Assert.Equal(Whole(log), read);
        Assert.Equal(Count, read.Count + missing);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task ScanAndDownloadAndFindTime_Damaged_EndWithWhatIsWhole(Damage damage)
    {
        var log = await DamagedAsync(damage);
        List<long> found = [];
        using var downloaded = new MemoryStream();
        await BoundedAsync(async () =>
        {
            await foreach (var step in new LogScan(log, new LogQuery { Text = "line", Limit = LogQuery.MostMatches }).RunAsync(Token))
            {
                found.AddRange(step.Matches.Select(m => m.Number));
            }

            await LogDownload.WriteAsync(log, LogSlice.Whole, downloaded, Token);
        });

        Assert.Equal(Whole(log).Take(LogQuery.MostMatches), found);
        Assert.Equal(string.Concat(Whole(log).Select(n => SpoolRecords.Text(n) + "\n")), Encoding.UTF8.GetString(downloaded.ToArray()));
        foreach (var time in (long[])[0, First + 5, First + (Count / 2), First + Count - 1])
        {
            Assert.Equal(Whole(log).Select(n => (long?)n).FirstOrDefault(n => n >= time) ?? log.Next, log.FindTime(time));
        }
    }

    [Fact]
    public async Task Reopened_JournalCutShort_GoesOnBehindTheWholeRecords()
    {
        var log = await LogAsync("cut");
        SpoolRecords.Append(log, First + Count, 10);
        log.Journal();
        var path = Path.Combine(_folder, "cut", "tail");
        await using (var journal = File.OpenWrite(path))
        {
            journal.SetLength(journal.Length - 5);
        }

        // Without Dispose, as after a crash.
        var again = Open("cut");
        using var look = again.Look();
        var reading = Task.Run(() => FollowAsync(again, First, First + Count + 12), Token);
        SpoolRecords.Append(again, First + Count + 9, 3);

        var (read, missing) = await reading.WaitAsync(Patience, Token);
        Assert.Equal(Enumerable.Range(0, Count + 12).Select(n => First + n), read);
        Assert.Equal(0, missing);
    }

    private static async Task BoundedAsync(Action read) => await Task.Run(read, Token).WaitAsync(Patience, Token);

    private static async Task BoundedAsync(Func<Task> read) => await Task.Run(read, Token).WaitAsync(Patience, Token);

    // As a viewer of the log does.
    private static async Task<(List<long> Read, long Missing)> FollowAsync(KeptLog log, long from, long end, CancellationToken cancellationToken = default)
    {
        var (read, missing) = (new List<long>(), 0L);
        while (from < end && await log.ReadAsync(from, cancellationToken) is { } block)
        {
            missing += block.First - from;
            read.AddRange(Enumerable.Range(0, block.Count).Select(n => block.First + n));
            from = block.Next;
        }

        return (read, missing);
    }

    // The numbers of the lines of a batch; the number behind it, and the one at which it begins.
    private static long Numbers(byte[] batch, List<long> numbers, out long first)
    {
        var number = first = LogBatch.First(batch);
        LogBatch.Read(batch.AsSpan(LogBatch.NumberLength), line =>
        {
            numbers.AddRange(line.Kind == LogKind.Stdout ? [number] : []);
            number++;
        });
        return number;
    }

    // What a plain walk over the blocks on disk and in memory can read.
    private static IEnumerable<long> Whole(KeptLog log) => log.Spool.Headers()
        .Where(h => log.Spool.Read(h.First)?.First == h.First)
        .SelectMany(h => Enumerable.Range(0, h.Count).Select(n => h.First + n))
        .Where(n => n < First + Count);

    private MergeMember Member(string name, KeptLog log) => new(new ContainerLog(
        new LogOwner(ContainerBuilder.IdOf(name), name, "busybox", DateTimeOffset.UnixEpoch, new Dictionary<string, string>()), log, NullLogger.Instance));

    private KeptLog Open(string name)
    {
        var log = new KeptLog(Path.Combine(_folder, name), First, NullLogger.Instance);
        _opened.Add(log);
        return log;
    }

    private async Task<KeptLog> LogAsync(string name, Func<long, long>? time = null)
    {
        var log = Open(name);
        for (var n = First; n < First + Count; n++)
        {
            log.Append(new LogLine(LogKind.Stdout, time?.Invoke(n) ?? n, Encoding.UTF8.GetBytes(SpoolRecords.Text(n)), continues: false));
        }

        await log.SealAsync(Token);
        return log;
    }

    private async Task<KeptLog> DamagedAsync(Damage damage, Func<long, long>? time = null)
    {
        var log = await LogAsync("log", time);
        var path = Directory.GetFiles(Path.Combine(_folder, "log"), "*.seg").Single();
        var bytes = await File.ReadAllBytesAsync(path, Token);
        // Bodies only: the headers were read when the log was opened.
        var bodies = Bodies(bytes).ToList();
        Assert.True(bodies.Count >= 4);
        foreach (var at in damage switch
        {
            Damage.FirstBlock => bodies[..1],
            Damage.MiddleBlock => bodies[2..3],
            Damage.LastBlock => bodies[^1..],
            Damage.EveryBlock => bodies,
            Damage.EveryOtherBlock => [.. bodies.Where((_, n) => n % 2 == 1)],
            _ => [],
        })
        {
            bytes[at] ^= 1;
        }

        switch (damage)
        {
            case Damage.Deleted:
                File.Delete(path);
                break;
            case Damage.Unreadable:
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
            case Damage.CutInHalf:
                await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)], Token);
                break;
            case Damage.Emptied:
                await File.WriteAllBytesAsync(path, [], Token);
                break;
            default:
                await File.WriteAllBytesAsync(path, bytes, Token);
                break;
        }

        return log;
    }

    private static IEnumerable<int> Bodies(byte[] segment)
    {
        for (var at = 0; at < segment.Length && BlockHeader.TryRead(segment.AsSpan(at), out var header); at += BlockHeader.Length + header.StoredLength)
        {
            yield return at + BlockHeader.Length + (header.StoredLength / 2);
        }
    }
}
