using System.Text;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Spool;
using Dashboard.Services.Tests.Logs.Spool;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Logs;

/// <summary>Logs whose folder can't be written: a file stands where its parent should be.</summary>
public sealed class KeptLogDiskTests : IDisposable
{
    private const int Count = 20_000;

    private readonly string _folder = TestRun.NewDirectory("kept-disk");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Parent => Path.Combine(_folder, "parent");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Append_DiskDoesNotTakeIt_IsReadFromMemoryWithOneNotice()
    {
        await File.WriteAllTextAsync(Parent, "in the way", Token);
        using var log = Open();

        SpoolRecords.Append(log, 0, Count);
        await log.SealAsync(Token);

        Assert.True(log.IsUnwritten);
        var records = ReadAll(log);
        Assert.Equal(SpoolRecords.Expected(0, Count), records.Where(r => r.Kind == LogKind.Stdout).Select(r => r.Text));
        Assert.Contains("can't be written", Assert.Single(records, r => r.Kind == LogKind.Notice).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_DiskTakesItAgain_WritesEverythingInOrderAndSaysSo()
    {
        await File.WriteAllTextAsync(Parent, "in the way", Token);
        using (var log = Open())
        {
            SpoolRecords.Append(log, 0, Count);
            await log.SealAsync(Token);
            File.Delete(Parent);

            await Eventually.ThatAsync(
                () =>
                {
                    log.Journal();
                    return !log.IsUnwritten;
                },
                "what was held in memory is on disk");
            SpoolRecords.Append(log, Count, Count);
            await log.SealAsync(Token);
        }

        using var again = Open();
        var records = ReadAll(again);
        Assert.Equal(SpoolRecords.Expected(0, 2 * Count), records.Where(r => r.Kind == LogKind.Stdout).Select(r => r.Text));
        Assert.Equal(2, records.Count(r => r.Kind == LogKind.Notice));
        Assert.Equal(0, again.Spool.Damages);
    }

    [Fact]
    public async Task Append_MoreThanIsHeldInMemory_LetsGoOfTheOldest()
    {
        await File.WriteAllTextAsync(Parent, "in the way", Token);
        using var log = Open();
        var text = new byte[1000];
        const int Lines = 3 * LogReserve.MostBytes / 1000;
        for (var n = 0; n < Lines; n++)
        {
            log.Append(new LogLine(LogKind.Stdout, n, text, continues: false));
        }

        await log.SealAsync(Token);

        var held = ReadAll(log).Count(r => r.Kind == LogKind.Stdout);
        Assert.InRange(held * 1000L, LogReserve.MostBytes * 8L / 10, LogReserve.MostBytes);
        Assert.Equal(log.First, log.ReadBack(0)!.First);
        Assert.True(log.First > 0);
    }

    private KeptLog Open() => new(Path.Combine(Parent, "log"), 0, NullLogger.Instance);

    private static List<(LogKind Kind, string Text)> ReadAll(KeptLog log)
    {
        List<(LogKind, string)> records = [];
        for (var from = log.First; log.ReadBack(from) is { } block; from = block.Next)
        {
            LogBatch.Read(block.Records.Span, line => records.Add((line.Kind, Encoding.UTF8.GetString(line.Text))));
        }

        return records;
    }
}
