using Dashboard.Services.Audit;
using Dashboard.Services.Containers.Timeline;

namespace Dashboard.Services.Tests.Containers.Timeline;

/// <summary>What the engine told beside what people asked for.</summary>
public sealed class StoryTellingTests
{
    private const string Id = "1167ddc0fcf592842357513acb87689b43b0929470d70624136572380fc1168f";
    private static readonly DateTimeOffset _start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private int _rows;

    [Fact]
    public void Merge_AStopAndWhatCameOfIt_StandTogether()
    {
        var story = StoryTelling.Merge(
            [Told("start", 0), Told("health", 9.5), Told("kill", 10.1), Told("die", 10.4), Told("stop", 10.5), Told("exec", 10.2), Told("die", 60)],
            [Asked("docker stop web", 10, 10.6)]);

        Assert.Equal(["die", "exec", "ask", "health", "start"], story.Select(e => e.What));
        Assert.Equal(["kill", "die", "stop"], story[2].Caused.Select(e => e.What));
        Assert.Equal(("kim", "docker stop web", "ok"), (story[2].Person, story[2].Detail, story[2].Outcome));
    }

    [Fact]
    public void Merge_TwoWhoAskedForTheSame_TheLastOneCausedIt()
    {
        var story = StoryTelling.Merge([Told("die", 11.5)], [Asked("docker stop web", 10, 12), Asked("docker kill web", 11, 12)]);

        Assert.Equal([("docker kill web", 1), ("docker stop web", 0)], story.Select(e => (e.Detail, e.Caused.Count)));
    }

    [Theory]
    [InlineData("Kim lacks the right to do this to web (Operate).")]
    [InlineData("refused: no")]
    [InlineData("failed: boom")]
    public void Merge_WhatWasNotDone_CausedNothing(string outcome)
    {
        var story = StoryTelling.Merge([Told("die", 10.4)], [Asked("docker stop web", 10, 10.6, outcome)]);

        Assert.Equal(2, story.Count);
    }

    [Fact]
    public void Merge_TwoExecsAtOnce_AreToldApartByTheirCommand()
    {
        var story = StoryTelling.Merge(
            [Told("exec", 10.2, "date -u"), Told("exec", 10.3, "sh")],
            [Asked("docker exec web date -u", 10, 10.4), Asked("docker exec --interactive --tty web sh", 10.1, 500)]);

        Assert.All(story, e => Assert.Equal(e.Detail.Split("web ")[1], Assert.Single(e.Caused).Detail));
    }

    [Fact]
    public void Merge_LooksInARow_AreFolded()
    {
        var story = StoryTelling.Merge(
            [Told("archive-path", 10.2), Told("die", 15)],
            [Asked("look at / of web", 10, 10.5), Asked("look at /etc of web", 11, 11.5), Asked("look at /none of web", 12, 12, "failed: none"), Asked("look at /x of web", 16, 17)]);

        Assert.Equal([("look at /x of web", 0), ("", 0), ("look at /none of web", 0), ("look at /etc of web", 1)], story.Select(e => (e.Detail, e.Folded)));
        Assert.All(story, e => Assert.Empty(e.Caused));
    }

    [Theory]
    [InlineData("docker stop web", true)]
    [InlineData("docker stop db web", true)]
    [InlineData("docker stop 1167ddc0fcf5", true)]
    [InlineData("docker stop web2", false)]
    [InlineData("docker ps --filter name=web", false)]
    [InlineData("docker exec db echo web", false)]
    [InlineData("docker cp web:/etc/passwd -", true)]
    [InlineData("look at '/etc of db' of web", true)]
    [InlineData("reveal DB_PASSWORD of web", true)]
    [InlineData("look at /etc of web2", false)]
    [InlineData("sign-in", false)]
    [InlineData("docker no-such-verb web", false)]
    public void About_ARow_IsWhatNamesTheContainer(string action, bool isAbout)
    {
        var asks = AskedCommand.Read(Row(action, 10, 11, "ok")) is { } ask ? new[] { ask } : [];

        Assert.Equal(isAbout, StoryTelling.About(asks, Id, "web", [], _start, null).Count == 1);
    }

    [Fact]
    public void About_AName_IsThatOfTheTime()
    {
        AskedCommand[] asks = [Asked("docker stop web", 10, 11), Asked("docker stop web", 30, 31), Asked("docker stop old", 40, 41), Asked("docker run --name web x", -20, 1), Asked("docker stop web", -5, -4)];

        var about = StoryTelling.About(asks, Id, "old", [Told("rename", 20, "web")], _start, null);

        Assert.Equal([10, 40, -20], about.Select(a => (a.Entry.Time - _start).TotalSeconds));
    }

    private static TimelineEntry Told(string what, double after, string detail = "") => new()
    {
        Key = $"{what}-{after}",
        Time = _start.AddSeconds(after),
        Kind = what == "exec" ? TimelineKind.Exec : TimelineKind.State,
        What = what,
        Detail = detail,
    };

    private AskedCommand Asked(string action, double begun, double ended, string outcome = "ok") => AskedCommand.Read(Row(action, begun, ended, outcome))!;

    private AuditEntry Row(string action, double begun, double ended, string outcome) =>
        new(++_rows, _start.AddSeconds(begun), "kim", "browser", "local", action, outcome, _start.AddSeconds(ended));
}
