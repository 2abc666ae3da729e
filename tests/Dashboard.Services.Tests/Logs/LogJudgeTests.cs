using System.Text;
using Dashboard.Services.Logs;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Logs;

public sealed class LogJudgeTests : IDisposable
{
    private readonly string _folder = TestRun.NewDirectory("judge");
    private readonly KeptLog _log;
    private readonly LogCursor _cursor = new();

    public LogJudgeTests() => _log = new KeptLog(_folder, 0, NullLogger.Instance);

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(5L, "Stdout first")]
    [InlineData(4L, "Gap the engine has older lines; only its last ones were read|Stdout first")]
    [InlineData(null, "Stdout first")]
    public void Take_FirstLineIsNotTheEnginesOldest_TellsOfTheGapFirst(long? oldest, string expected)
    {
        var judge = new LogJudge(_cursor, _log, before: null, oldest);

        Take(judge, LogKind.Stdout, 5, "first");

        Assert.Equal(expected, Kept());
    }

    [Fact]
    public void Take_ALineOfTheOtherStreamInTheMiddleOfASeenOne_IsNotDroppedWithIt()
    {
        var judge = new LogJudge(_cursor, _log);
        Take(judge, LogKind.Stdout, 1, "long", continues: true);
        Take(judge, LogKind.Stdout, 1, "end");
        _cursor.BeginResume();

        var again = new LogJudge(_cursor, _log);
        Take(again, LogKind.Stdout, 1, "long", continues: true);
        Take(again, LogKind.Stderr, 2, "other");
        Take(again, LogKind.Stdout, 1, "end");

        Assert.Equal("Stdout long|Stdout end|Stderr other", Kept());
    }

    [Fact]
    public void Take_TheStreamBrokeInALongLine_KeepsTheRestOfIt()
    {
        var judge = new LogJudge(_cursor, _log);
        Take(judge, LogKind.Stdout, 1, "a", continues: true);
        Take(judge, LogKind.Stdout, 1, "b", continues: true);
        _cursor.BeginResume();

        var again = new LogJudge(_cursor, _log, judge);
        foreach (var part in (string[])["a", "b", "c"])
        {
            Take(again, LogKind.Stdout, 1, part, continues: true);
        }

        Take(again, LogKind.Stdout, 1, "d");

        Assert.Equal("Stdout a|Stdout b|Stdout c|Stdout d", Kept());
    }

    private static void Take(LogJudge judge, LogKind kind, long time, string text, bool continues = false) =>
        judge.Take(new LogLine(kind, time, Encoding.UTF8.GetBytes(text), continues));

    private string Kept()
    {
        List<string> records = [];
        LogBatch.Read(_log.ReadBack(0)!.Records.Span, line => records.Add($"{line.Kind} {Encoding.UTF8.GetString(line.Text)}"));
        return string.Join('|', records);
    }
}
