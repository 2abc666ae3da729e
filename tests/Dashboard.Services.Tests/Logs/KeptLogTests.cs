using Dashboard.Services.Logs;
using Dashboard.Services.Tests.Logs.Spool;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Logs;

public sealed class KeptLogTests : IAsyncDisposable
{
    private readonly string _folder = TestRun.NewDirectory("kept");
    private readonly List<KeptLog> _opened = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        // Blocks may still be on their way to the folder.
        foreach (var log in _opened)
        {
            await log.SealAsync(CancellationToken.None);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task ReadAsync_WhileLinesCome_GivesEachOnceToEveryViewerAtItsOwnPace()
    {
        const int Count = 60_000;
        using var log = Open();
        using var look = log.Look();
        var viewers = Enumerable.Range(0, 5).Select(n => Task.Run(() => ReadAllAsync(log, 100, pauseAfter: n * 50))).ToList();

        for (var n = 0; n < Count; n += 500)
        {
            SpoolRecords.Append(log, 100 + n, 500);
        }

        log.Complete();

        foreach (var viewer in viewers)
        {
            Assert.Equal(SpoolRecords.Expected(100, Count), await viewer.WaitAsync(TimeSpan.FromSeconds(60), Token));
        }
    }

    [Fact]
    public async Task ReadAsync_NothingYet_WaitsForTheFlush()
    {
        using var log = Open();
        var reading = log.ReadAsync(100, Token).AsTask();
        log.Append(new LogLine(LogKind.Stdout, 1, "a"u8, continues: false));
        Assert.False(reading.IsCompleted);

        log.Flush();

        Assert.Equal(100, (await reading.WaitAsync(TimeSpan.FromSeconds(10), Token))!.First);
    }

    [Fact]
    public async Task ReadAsync_CompletedAndReadToItsEnd_IsNull()
    {
        using var log = Open();
        SpoolRecords.Append(log, 100, 3);
        log.Complete();

        Assert.Equal(103, (await log.ReadAsync(100, Token))!.Next);
        Assert.Null(await log.ReadAsync(103, Token));
    }

    [Fact]
    public async Task Reopened_AfterACrash_HoldsWhatWasJournaledAndGoesOnWithItsNumbers()
    {
        var log = Open();
        SpoolRecords.Append(log, 100, 20_000);
        log.Journal();
        // No Dispose: what was not journaled is lost, as in a crash.
        await Eventually.ThatAsync(() => Directory.GetFiles(_folder, "*.seg").Length > 0, "a block is on disk");
        await log.SealAsync(CancellationToken.None);
        SpoolRecords.Append(log, 20_100, 10);
        log.Journal();
        SpoolRecords.Append(log, 20_110, 10);

        using var again = Open();

        Assert.Equal((100, 20_110), (again.First, again.Next));
        SpoolRecords.Append(again, 20_110, 5);
        again.Complete();
        Assert.Equal(SpoolRecords.Expected(100, 20_015), await ReadAllAsync(again, 0, pauseAfter: 0));
    }

    [Fact]
    public async Task SealAsync_OpenBlock_IsReadBackFromDisk()
    {
        using var log = Open();
        SpoolRecords.Append(log, 100, 10);

        await log.SealAsync(CancellationToken.None);

        Assert.Equal(110, log.Spool.Next);
        Assert.Equal(SpoolRecords.Expected(105, 5), SpoolRecords.Texts(log.ReadBack(105)!));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(100, 100)]
    [InlineData(15_000, 15_000)]
    [InlineData(20_099, 20_099)]
    [InlineData(99_999, 20_100)]
    public void FindTime_AnyTime_GivesTheFirstFromThereOn(long time, long expected)
    {
        using var log = Open();
        SpoolRecords.Append(log, 100, 20_000);

        Assert.Equal(expected, log.FindTime(time));
    }

    [Fact]
    public async Task ReadBack_DamagedPlaceOnDisk_GoesOnBehindIt()
    {
        using (var log = Open())
        {
            SpoolRecords.Append(log, 100, 20_000);
            await log.SealAsync(CancellationToken.None);
        }

        var path = Directory.GetFiles(_folder, "*.seg").Single();
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[60] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Token);

        using var again = Open();
        var first = again.ReadBack(100)!;

        Assert.InRange(first.First, 101, 20_000);
        Assert.Equal(SpoolRecords.Text(first.First), SpoolRecords.Texts(first)[0]);
    }

    private KeptLog Open()
    {
        var log = new KeptLog(_folder, 100, NullLogger.Instance);
        _opened.Add(log);
        return log;
    }

    // Stops for a moment after each so many blocks, until one more line was written: a viewer that is behind.
    private static async Task<List<string>> ReadAllAsync(KeptLog log, long from, int pauseAfter)
    {
        List<string> texts = [];
        var blocks = 0;
        while (await log.ReadAsync(from, Token) is { } block)
        {
            texts.AddRange(SpoolRecords.Texts(block));
            from = block.Next;
            if (pauseAfter > 0 && ++blocks % pauseAfter == 0)
            {
                await Task.Yield();
            }
        }

        return texts;
    }
}
