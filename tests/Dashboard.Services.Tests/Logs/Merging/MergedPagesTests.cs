using System.Text;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Merging;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Logs.Merging;

/// <summary>Pages of several logs, held together: whatever the times of the records are, each stands in one page, in the same place from both sides.</summary>
public sealed class MergedPagesTests : IAsyncDisposable
{
    private const long Start = 1_795_000_000_000_000_000;

    private readonly string _folder = TestRun.NewDirectory("merged");
    private readonly List<MergeMember> _members = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.Held.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pages_RandomTimes_MeetWithoutHolesOrDoubles(int seed)
    {
        var random = new Random(seed);
        for (var log = 0; log < 1 + (seed % 4) + 1; log++)
        {
            var time = Start;
            // Records at one time, far apart, and dividers without a time.
            Hold($"log{log}", [.. Enumerable.Range(0, 700).Select(_ => random.Next(20) == 0 ? 0 : time += random.Next(3) switch { 0 => 0, 1 => random.Next(300), _ => random.Next(1_000_000) })]);
        }

        var downwards = new List<MergedRecord>();
        for (var from = 0L; MergedPages.Newer(_members, from, 1 + random.Next(90)) is { Count: > 0 } page; from = page[^1].Key + 1)
        {
            downwards.AddRange(page);
        }

        var upwards = new List<MergedRecord>();
        for (var before = long.MaxValue; MergedPages.Older(_members, before, 1 + random.Next(90)) is { Count: > 0 } page; before = page[0].Key)
        {
            upwards.InsertRange(0, page);
        }

        Assert.Equal(_members.Count * 700, downwards.Count);
        Assert.Equal(downwards.Count, downwards.Select(r => (r.Source, r.Number)).Distinct().Count());
        Assert.Equal(downwards.Select(Place), upwards.Select(Place));
        Assert.True(downwards.Zip(downwards.Skip(1)).All(p => p.First.Key < p.Second.Key));
        foreach (var member in _members)
        {
            var numbers = downwards.Where(r => r.Source == member).Select(r => r.Number).ToList();
            Assert.Equal(numbers.Order(), numbers);
        }

        // Where they stand is by their times.
        var timed = downwards.Where(r => r.Timestamp > 0).Select(r => MergeKey.Of(r.Timestamp)).ToList();
        Assert.Equal(timed.Order(), timed);
    }

    [Fact]
    public void Older_OneLogLongAndOneShort_LeavesNothingOut()
    {
        Hold("busy", [.. Enumerable.Range(0, 5000).Select(n => Start + (n * 1_000_000L))]);
        Hold("quiet", [Start, Start + 1]);

        var page = MergedPages.Older(_members, long.MaxValue, 100);

        Assert.Equal(100, page.Count);
        Assert.All(page, r => Assert.Equal("busy", r.Source.Name));
        Assert.Equal(5002, MergedPages.Older(_members, long.MaxValue, 10_000).Count);
    }

    [Fact]
    public void First_AndNothing_AreTold()
    {
        Assert.Equal(0, MergedPages.First(_members));
        Assert.Empty(MergedPages.Older(_members, long.MaxValue, 10));

        Hold("late", [Start + 1_000_000]);
        Hold("early", [Start]);

        Assert.Equal(MergeKey.Of(Start), MergedPages.First(_members));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_577_836_800_000_000_000)]
    [InlineData(Start)]
    [InlineData(Start + 127)]
    [InlineData(2_700_000_000_000_000_000)]
    public void Key_OfATime_IsBoundedByItAndExactInADouble(long time)
    {
        var key = MergeKey.Of(time);

        Assert.Equal(key, (long)(double)key);
        Assert.Equal(key, MergeKey.Of(MergeKey.TimeOf(key)));
        Assert.InRange(MergeKey.TimeOf(key), 0, Math.Max(time, 0));
    }

    private static (string Name, long Number, long Key) Place(MergedRecord record) => (record.Source.Name, record.Number, record.Key);

    private void Hold(string name, IReadOnlyList<long> times)
    {
        var log = new KeptLog(Path.Combine(_folder, name), 100, NullLogger.Instance);
        foreach (var time in times)
        {
            log.Append(new LogLine(time == 0 ? LogKind.Started : LogKind.Stdout, time, Encoding.UTF8.GetBytes($"{name} {time}"), continues: false));
        }

        var owner = new LogOwner(ContainerBuilder.IdOf(name), name, "busybox", DateTimeOffset.UnixEpoch, new Dictionary<string, string>());
        _members.Add(new MergeMember(new ContainerLog(owner, log, NullLogger.Instance)));
    }
}
