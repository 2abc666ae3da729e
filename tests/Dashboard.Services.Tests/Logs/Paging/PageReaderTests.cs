using System.Buffers.Binary;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Paging;
using Dashboard.Services.Tests.Logs.Spool;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Logs.Paging;

public sealed class PageReaderTests : IDisposable
{
    private readonly string _folder = TestRun.NewDirectory("pages");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(20_100, 1000, 19_100)]
    [InlineData(long.MaxValue, 10, 20_090)]
    [InlineData(5_000, 1000, 4_000)]
    [InlineData(600, 1000, 100)]
    [InlineData(101, 1, 100)]
    public async Task Older_AnyPlace_IsTheRecordsDirectlyBefore(long before, int lines, long first)
    {
        using var log = await OpenAsync(20_000);

        var page = Read(PageReader.Older(log, before, lines));

        var expected = Math.Min(before, 20_100) - first;
        Assert.Equal(Enumerable.Range(0, (int)expected).Select(n => (first + n, SpoolRecords.Text(first + n))), page);
    }

    [Fact]
    public async Task Older_NothingBefore_IsEmpty()
    {
        using var log = await OpenAsync(10);

        Assert.Empty(PageReader.Older(log, 100, 10));
        Assert.Empty(PageReader.Older(log, 5, 10));
    }

    [Theory]
    [InlineData(100, 1000, 1000)]
    [InlineData(20_095, 1000, 5)]
    [InlineData(20_100, 1000, 0)]
    public async Task Newer_AnyPlace_IsTheRecordsFromThere(long from, int lines, int count)
    {
        using var log = await OpenAsync(20_000);

        Assert.Equal(Enumerable.Range(0, count).Select(n => (from + n, SpoolRecords.Text(from + n))), Read(PageReader.Newer(log, from, lines)));
    }

    [Fact]
    public async Task Page_NoLongerThanAMebibyteOrSo()
    {
        using var log = new KeptLog(_folder, 0, NullLogger.Instance);
        for (var n = 0; n < 400; n++)
        {
            log.Append(new LogLine(LogKind.Stdout, 0, new byte[16 * 1024], continues: false));
        }

        await log.SealAsync(CancellationToken.None);

        Assert.InRange(PageReader.Newer(log, 0, 10_000).Length, 1_000_000, 1_300_000);
        var older = PageReader.Older(log, 400, 400);
        Assert.InRange(older.Length, 1_000_000, 1_300_000);
        Assert.Equal(399, Read(older)[^1].Number);
    }

    [Fact]
    public async Task Pages_AroundAHole_TellOfItWithItsLength()
    {
        using (await OpenAsync(20_000))
        {
        }

        var path = Directory.GetFiles(_folder, "*.seg").Single();
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[60] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        using var log = new KeptLog(_folder, 0, NullLogger.Instance);
        var whole = log.ReadBack(100)!.First;

        var newer = Read(PageReader.Newer(log, 100, 10));
        Assert.Equal((whole - 1, $"skipped {whole - 100}"), newer[0]);
        Assert.Equal((whole, SpoolRecords.Text(whole)), newer[1]);

        Assert.Equal([(whole, SpoolRecords.Text(whole))], Read(PageReader.Older(log, whole + 1, 10)));
    }

    private static List<(long Number, string Text)> Read(byte[] batch)
    {
        List<(long, string)> records = [];
        if (batch.Length == 0)
        {
            return records;
        }

        var at = LogBatch.First(batch);
        LogBatch.Read(batch.AsSpan(LogBatch.NumberLength), line => records.Add((at++, line.Kind == LogKind.Skipped
            ? $"skipped {BinaryPrimitives.ReadInt64LittleEndian(line.Text)}"
            : System.Text.Encoding.UTF8.GetString(line.Text))));
        return records;
    }

    private async Task<KeptLog> OpenAsync(int count)
    {
        var log = new KeptLog(_folder, 100, NullLogger.Instance);
        SpoolRecords.Append(log, 100, count);
        await log.SealAsync(CancellationToken.None);
        return log;
    }
}
