using Dashboard.Services.Logs.Spool;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Logs.Spool;

public sealed class LogSpoolTests : IDisposable
{
    private readonly string _folder = TestRun.NewDirectory("spool");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_NothingThere_IsEmpty()
    {
        var spool = LogSpool.Open(_folder);

        Assert.Null(spool.First);
        Assert.Null(spool.Next);
        Assert.Null(spool.Read(0));
        Assert.Null(spool.RecoverTail());
    }

    [Fact]
    public void Read_AfterReopening_GivesEveryBlockByAnyOfItsNumbers()
    {
        Write(LogSpool.Open(_folder), 1000, blocks: 30, each: 50);

        var spool = LogSpool.Open(_folder);

        Assert.Equal((1000L, 2500L, 0), (spool.First, spool.Next, spool.Damages));
        for (var n = 1000L; n < 2500; n += 7)
        {
            var block = spool.Read(n)!;
            Assert.InRange(n, block.First, block.Next - 1);
            Assert.Equal(SpoolRecords.Expected(block.First, 50), SpoolRecords.Texts(block));
        }

        Assert.Equal(1000, spool.Read(3)!.First);
        Assert.Null(spool.Read(2500));
    }

    [Fact]
    public void Open_FileCutAtAnyByte_GivesTheWholeBlocksAndGoesOnWriting()
    {
        Write(LogSpool.Open(_folder), 0, blocks: 3, each: 5);
        var path = Directory.GetFiles(_folder, "*.seg").Single();
        var whole = File.ReadAllBytes(path);
        for (var length = whole.Length - 1; length > 0; length--)
        {
            File.WriteAllBytes(path, whole[..length]);
            var spool = LogSpool.Open(_folder);
            var next = spool.Next ?? 0;
            Assert.Equal(0, next % 5);
            Assert.InRange(next, 0, 10);

            spool.Append(SpoolRecords.Block(next, 2));

            Assert.Equal(SpoolRecords.Expected(next, 2), SpoolRecords.Texts(LogSpool.Open(_folder).Read(next)!));
        }
    }

    [Fact]
    public void Read_AnyByteFlipped_NeverGivesAWrongLineAndSkipsWhatIsDamaged()
    {
        Write(LogSpool.Open(_folder), 0, blocks: 3, each: 4);
        var path = Directory.GetFiles(_folder, "*.seg").Single();
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at++)
        {
            whole[at] ^= 0x5a;
            File.WriteAllBytes(path, whole);
            whole[at] ^= 0x5a;

            var spool = LogSpool.Open(_folder);
            List<long> found = [];
            for (var block = spool.Read(0); block is not null; block = spool.Read(block.Next))
            {
                Assert.Equal(SpoolRecords.Expected(block.First, 4), SpoolRecords.Texts(block));
                found.Add(block.First);
            }

            Assert.Equal(2, found.Count);
            Assert.Equal(1, spool.Damages);
            if (!File.Exists(path))
            {
                Directory.GetFiles(_folder).ToList().ForEach(File.Delete);
            }
        }
    }

    [Fact]
    public void RecoverTail_JournalThatOverlapsTheBlocks_GivesOnlyWhatIsBeyond()
    {
        var spool = LogSpool.Open(_folder);
        spool.Append(SpoolRecords.Block(0, 10));
        spool.Journal(5, SpoolRecords.Of(5, 10));

        var tail = LogSpool.Open(_folder).RecoverTail()!;

        Assert.Equal((10L, 15L), (tail.First, tail.Next));
        Assert.Equal(SpoolRecords.Expected(10, 5), SpoolRecords.Texts(tail));
    }

    [Fact]
    public void RecoverTail_JournalCutAtAnyByte_GivesTheWholeRecords()
    {
        var records = SpoolRecords.Of(7, 3);
        LogSpool.Open(_folder).Journal(7, records);
        var path = Path.Combine(_folder, "tail");
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            var count = Math.Max(0, length - 12) / (records.Length / 3);

            var tail = LogSpool.Open(_folder).RecoverTail();

            Assert.Equal(SpoolRecords.Expected(7, count), tail is null ? [] : SpoolRecords.Texts(tail));
        }
    }

    [Fact]
    public void RecoverTail_AnyByteOfTheNumberDamaged_GivesNothing()
    {
        LogSpool.Open(_folder).Journal(7, SpoolRecords.Of(7, 3));
        var path = Path.Combine(_folder, "tail");
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < 12; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x40;
            File.WriteAllBytes(path, damaged);

            Assert.Null(LogSpool.Open(_folder).RecoverTail());
        }
    }

    [Fact]
    public void Journal_WrittenAgain_AddsWhatIsNewAndForgetsAnOldBlock()
    {
        var spool = LogSpool.Open(_folder);
        spool.Journal(0, SpoolRecords.Of(0, 2));
        spool.Journal(0, SpoolRecords.Of(0, 5));
        Assert.Equal(SpoolRecords.Expected(0, 5), SpoolRecords.Texts(LogSpool.Open(_folder).RecoverTail()!));

        spool.Journal(5, SpoolRecords.Of(5, 1));
        Assert.Equal(SpoolRecords.Expected(5, 1), SpoolRecords.Texts(LogSpool.Open(_folder).RecoverTail()!));
    }

    [Fact]
    public void Trim_TooMuch_DeletesTheOldestSegmentsOnly()
    {
        // Lines that nothing makes smaller: a few blocks fill a segment.
        var random = new Random(1);
        var spool = LogSpool.Open(_folder);
        var text = new byte[800_000];
        for (var n = 0L; n < 25; n++)
        {
            random.NextBytes(text);
            var record = new byte[Services.Logs.LogBatch.HeaderLength + text.Length];
            Services.Logs.LogBatch.Write(record, new Services.Logs.LogLine(Services.Logs.LogKind.Stdout, 100 + n, text, continues: false));
            spool.Append(LogBlock.Of(n, record));
        }

        Assert.Equal(3, Directory.GetFiles(_folder, "*.seg").Length);
        var before = spool.Length;

        var deleted = spool.Trim(before - 1, notBefore: 0);

        Assert.Equal((before - deleted, 25L), (spool.Length, spool.Next));
        Assert.Equal(2, Directory.GetFiles(_folder, "*.seg").Length);
        Assert.Equal(spool.First, spool.Read(0)!.First);
        Assert.Equal(0, spool.Trim(long.MaxValue, notBefore: 0));
        spool.Trim(long.MaxValue, notBefore: 1000);
        Assert.Single(Directory.GetFiles(_folder, "*.seg"));
    }

    private static void Write(LogSpool spool, long first, int blocks, int each)
    {
        for (var n = 0; n < blocks; n++)
        {
            spool.Append(SpoolRecords.Block(first + (n * each), each));
        }
    }
}
