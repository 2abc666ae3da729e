using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Web.Terminals.Recordings;
using Dashboard.Web.Tests.Shared;

namespace Dashboard.Web.Tests.Terminals;

public sealed class RecordingsPageTests : DashboardContext
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Page_NothingIsRecorded_SaysHowToTurnItOn() =>
        Assert.Contains("Dashboard:Recordings:Mode", RenderInLayout<RecordingsPage>().Find("[data-testid=recordings-empty]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Page_Recordings_ShowsWhoWhereHowLongAndWhyItEnded()
    {
        Engine.Recordings.Add(Of(7) with { Ended = Noon.AddSeconds(3723), ExitCode = 3 });
        Engine.Recordings.Add(Of(8) with { Ended = Noon.AddSeconds(63), EndReason = "closed" });
        Engine.Recordings.Add(Of(9) with { Ended = Noon.AddSeconds(1), Failure = "no space", EndReason = "x" });
        Engine.Recordings.Add(Of(10));

        var rows = RenderInLayout<RecordingsPage>().FindAll("[data-testid=recording-row]");

        Assert.Equal(["goes on", "not whole: no space", "closed", "exit code 3"], rows.Select(r => r.QuerySelector(".end")!.TextContent));
        Assert.Equal(["", "0:01", "1:03", "1:02:03"], rows.Select(r => r.QuerySelector(".number")!.TextContent));
        Assert.Equal("/recordings/local/7", rows[^1].QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Page_OneIsMadeMeanwhile_ShowsIt()
    {
        var page = RenderInLayout<RecordingsPage>();

        Engine.Recordings.Add(Of(7));

        page.WaitForElement("[data-testid=recording-row]");
    }

    [Fact]
    public void Page_WithoutTheRight_ShowsNone()
    {
        Engine.Recordings.Mode = RecordingMode.On;
        Engine.Recordings.Add(Of(7));
        SignIn(Right.All & ~Right.Recordings);

        Assert.Contains("whose recordings you may watch", RenderInLayout<RecordingsPage>().Find("[data-testid=recordings-empty]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void RecordingPage_OfOne_HasThePlayerOnIt()
    {
        Engine.Recordings.Add(Of(7) with { Ended = Noon.AddSeconds(3), ExitCode = 0 });

        var player = RenderInLayout<RecordingPage>(("Environment", "local"), ("Number", 7L)).Find("recording-player");

        Assert.Equal("/api/v1/environments/local/recordings/7/play", player.GetAttribute("src"));
        Assert.Equal("/api/v1/environments/local/recordings/7/download", player.GetAttribute("download"));
        Assert.False(player.HasAttribute("going"));
    }

    [Fact]
    public void RecordingPage_OfNone_SaysSo()
    {
        var page = RenderInLayout<RecordingPage>(("Environment", "local"), ("Number", 7L));

        Assert.Contains("No such recording: 7", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("recording-player"));
    }

    private static Recording Of(long number) => new()
    {
        Number = number,
        Environment = "local",
        UserId = "1",
        UserName = "kim",
        Command = "docker exec -it web sh",
        Started = Noon,
        ContainerName = "web",
        Length = 2048,
    };
}
