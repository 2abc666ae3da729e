using System.Buffers.Binary;
using System.Text;
using Dashboard.Services.Logs;

namespace Dashboard.Services.Tests.Logs;

public sealed class LogQueueTests
{
    private readonly LogQueue _queue = new();

    [Fact]
    public async Task ReadAsync_AfterAFlush_GivesWhatWasWritten()
    {
        Write("a", "b");
        _queue.Flush();
        Assert.Equal(["a", "b"], Texts(await _queue.ReadAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task ReadAsync_OfManyLines_KeepsBatchesBounded()
    {
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                Write(new string('x', 100));
            }

            _queue.Complete();
        });
        var lines = 0;
        while (await _queue.ReadAsync(TestContext.Current.CancellationToken) is { } batch)
        {
            Assert.InRange(batch.Length, 1, LogBatch.FullLength);
            lines += Texts(batch).Count;
        }

        await writing;
        Assert.Equal((20_000, 0L), (lines, _queue.TotalSkipped));
    }

    [Fact]
    public async Task Write_WhenNobodyReads_CountsWhatItSkipsAndTellsHowMany()
    {
        // 128 batches of 64 KiB are kept; the writer waits 2 s once, then counts.
        const int lines = 12_000;
        for (var i = 0; i < lines; i++)
        {
            Write(new string('x', 1000));
        }

        var skipped = _queue.TotalSkipped;
        Assert.InRange(skipped, 1, lines);
        _queue.Flush();
        var read = 0;
        while (read < lines - skipped)
        {
            read += Texts(await _queue.ReadAsync(TestContext.Current.CancellationToken)).Count;
        }

        Write("after");
        _queue.Flush();
        List<(LogKind Kind, long Count)> last = [];
        LogBatch.Read(await _queue.ReadAsync(TestContext.Current.CancellationToken), line =>
            last.Add((line.Kind, line.Kind == LogKind.Skipped ? BinaryPrimitives.ReadInt64LittleEndian(line.Text) : 0)));
        Assert.Equal([(LogKind.Skipped, skipped), (LogKind.Stdout, 0)], last);
    }

    [Fact]
    public async Task ReadAsync_AfterTheLastBatch_GivesNull()
    {
        Write("a");
        _queue.Complete();
        Assert.NotNull(await _queue.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Null(await _queue.ReadAsync(TestContext.Current.CancellationToken));
    }

    private static List<string> Texts(byte[]? batch)
    {
        List<string> texts = [];
        LogBatch.Read(batch, line => texts.Add(Encoding.UTF8.GetString(line.Text)));
        return texts;
    }

    private void Write(params string[] texts)
    {
        foreach (var text in texts)
        {
            _queue.Write(new LogLine(LogKind.Stdout, 1, Encoding.UTF8.GetBytes(text), continues: false));
        }
    }
}
