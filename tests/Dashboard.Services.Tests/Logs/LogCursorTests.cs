using System.Text;
using Dashboard.Services.Logs;
using Verdict = Dashboard.Services.Logs.LogCursor.Verdict;

namespace Dashboard.Services.Tests.Logs;

public sealed class LogCursorTests
{
    private readonly LogCursor _cursor = new();

    [Fact]
    public void Judge_AfterAResume_DropsWhatWasSeenAndKeepsTheRest()
    {
        Judge((1, "a"), (2, "b"), (3, "c"));
        Assert.Equal(1, _cursor.ResumeFrom);

        _cursor.BeginResume();

        Assert.Equal([Verdict.Seen, Verdict.Seen, Verdict.Seen, Verdict.New, Verdict.New], Judge((1, "a"), (2, "b"), (3, "c"), (3, "d"), (4, "c")));
    }

    [Fact]
    public void Judge_EqualLinesAtOneTime_AreCounted()
    {
        Judge((5, "x"), (5, "x"));
        _cursor.BeginResume();
        Assert.Equal([Verdict.Seen, Verdict.Seen, Verdict.New], Judge((5, "x"), (5, "x"), (5, "x")));
    }

    [Fact]
    public void Judge_TimeGoingBackwardsBetweenStreams_LosesNothing()
    {
        Judge((10, "out"), (9, "err"));
        _cursor.BeginResume();
        Assert.Equal([Verdict.Seen, Verdict.Seen, Verdict.New], Judge((10, "out"), (9, "err"), (9, "late")));
    }

    [Fact]
    public void Judge_MoreLinesAtTheOldestTimeThanAreRemembered_DoublesNone()
    {
        var lines = Enumerable.Range(0, 100).Select(i => (7L, $"line {i}")).ToArray();
        Judge(lines);
        _cursor.BeginResume();
        Assert.All(Judge(lines), v => Assert.Equal(Verdict.Seen, v));
        Assert.Equal([Verdict.New], Judge((8, "next")));
    }

    [Fact]
    public void Judge_WhenNothingSeenComesAgain_TellsOfTheGapOnce()
    {
        Judge((1, "a"));
        _cursor.BeginResume();
        Assert.Equal([Verdict.NewAfterGap, Verdict.New], Judge((50, "x"), (51, "y")));
    }

    [Fact]
    public void Judge_ResumeOfAResume_StillKnowsTheFirstLines()
    {
        Judge((1, "a"), (2, "b"));
        _cursor.BeginResume();
        Judge((1, "a"), (2, "b"), (3, "c"));
        _cursor.BeginResume();
        Assert.Equal([Verdict.Seen, Verdict.Seen, Verdict.Seen, Verdict.New], Judge((1, "a"), (2, "b"), (3, "c"), (4, "d")));
    }

    [Fact]
    public void ResumeFrom_WhenNothingWasSeen_IsNull() => Assert.Null(_cursor.ResumeFrom);

    private List<Verdict> Judge(params (long Time, string Text)[] lines) =>
        [.. lines.Select(l => _cursor.Judge(new LogLine(LogKind.Stdout, l.Time, Encoding.UTF8.GetBytes(l.Text), continues: false)))];
}
