using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Logs;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Logs;

public sealed class LogFollowTests(EngineFixture fixture)
{
    [Fact]
    public async Task FollowAsync_BothStreams_GivesEveryLineWithItsStream()
    {
        var name = await RunAsync("log-both", [], "echo out; echo err >&2; printf 'no end'; sleep 60");
        await using var log = Follow(name, new LogRequest(null, null));

        await log.UntilAsync(l => l.Count >= 2);

        Assert.Contains((LogKind.Stdout, "out"), log.Lines.Select(l => (l.Kind, l.Text)));
        Assert.Contains((LogKind.Stderr, "err"), log.Lines.Select(l => (l.Kind, l.Text)));
        Assert.All(log.Lines, l => Assert.True(l.Timestamp > 1_700_000_000_000_000_000));
    }

    [Fact]
    public async Task FollowAsync_OfATerminal_GivesLinesWithoutCarriageReturns()
    {
        var name = await RunAsync("log-tty", ["-t"], "echo one; echo two; sleep 60");
        await using var log = Follow(name, new LogRequest(null, null));
        await log.UntilAsync(l => l.Count >= 2);
        Assert.Equal(["one", "two"], log.Lines.Select(l => l.Text).Take(2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-t")]
    public async Task FollowAsync_LineOf100KB_ComesWhole(string option)
    {
        var name = await RunAsync("log-long", option.Length == 0 ? [] : [option], "head -c 100000 /dev/zero | tr '\\0' x; echo; echo end; sleep 60");
        await using var log = Follow(name, new LogRequest(null, null));

        await log.UntilAsync(l => l.Any(x => x.Text == "end"));

        Assert.Equal(100_000, log.Lines.TakeWhile(l => l.Text != "end").Sum(l => l.Text.Length));
        Assert.All(log.Lines.TakeWhile(l => l.Text != "end"), l => Assert.DoesNotContain('Z', l.Text));
    }

    [Fact]
    public async Task FollowAsync_WithTail_GivesTheLastLinesOnly()
    {
        var name = await RunAsync("log-tail", [], "seq 1 100; sleep 60");
        await using (var all = Follow(name, new LogRequest(null, null)))
        {
            await all.UntilAsync(l => l.Count == 100);
        }

        await using var log = Follow(name, new LogRequest(3, null));
        await log.UntilAsync(l => l.Count >= 3);
        Assert.Equal(["98", "99", "100"], log.Lines.Select(l => l.Text));
    }

    [Fact]
    public async Task FollowAsync_SinceALinesOwnTime_BeginsWithThatLine()
    {
        var name = await RunAsync("log-since", [], "for i in 1 2 3 4 5; do echo $i; sleep 0.05; done; sleep 60");
        long third;
        await using (var all = Follow(name, new LogRequest(null, null)))
        {
            await all.UntilAsync(l => l.Count == 5);
            third = all.Lines[2].Timestamp;
        }

        await using var log = Follow(name, new LogRequest(null, third));
        await log.UntilAsync(l => l.Count >= 3);
        Assert.Equal(["3", "4", "5"], log.Lines.Select(l => l.Text));
    }

    [Fact]
    public async Task FollowAsync_OverARestart_GoesOnWithADividerAndDoublesNothing()
    {
        var token = TestContext.Current.CancellationToken;
        var name = await RunAsync("log-restart", [], "echo run; trap 'exit 0' TERM; while :; do sleep 0.1; done");
        await using var log = Follow(name, new LogRequest(null, null));
        await log.UntilAsync(l => l.Count == 1);

        await fixture.Engine.DockerAsync(token, "stop", name);
        await log.UntilAsync(l => l.Any(x => x.Kind == LogKind.Ended));
        await fixture.Engine.DockerAsync(token, "start", name);
        await log.UntilAsync(l => l.Count(x => x.Text == "run") == 2);

        Assert.Equal([LogKind.Stdout, LogKind.Ended, LogKind.Started, LogKind.Stdout], log.Lines.Select(l => l.Kind));
    }

    [Fact]
    public async Task FollowAsync_WhenTheContainerIsRemoved_Ends()
    {
        var token = TestContext.Current.CancellationToken;
        var name = await RunAsync("log-removed", [], "echo run; sleep 60");
        await using var log = Follow(name, new LogRequest(null, null));
        await log.UntilAsync(l => l.Count == 1);

        await fixture.Engine.DockerAsync(token, "rm", "-f", name);

        await log.Completion.WaitAsync(TimeSpan.FromSeconds(10), token);
    }

    [Fact]
    public async Task FollowAsync_OfADriverThatKeepsNothing_SaysSo()
    {
        var name = await RunAsync("log-none", ["--log-driver", "none"], "echo run; sleep 60");
        await using var log = Follow(name, new LogRequest(null, null));
        var e = await Assert.ThrowsAsync<EngineErrorException>(() => log.Completion.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Contains("logging driver", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowAsync_OfAFlood_LosesNoLineToAViewerThatReads()
    {
        var name = await RunAsync("log-flood", [], "seq 1 200000; sleep 60");
        await using var log = Follow(name, new LogRequest(null, null));
        await log.UntilAsync(l => l.Count >= 200_000);
        Assert.Equal(Enumerable.Range(1, 200_000).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), log.Lines.Select(l => l.Text));
    }

    private async Task<string> RunAsync(string purpose, string[] options, string script)
    {
        var name = EngineFixture.NewName(purpose);
        await fixture.Engine.RunContainerAsync(name, options, ["sh", "-c", script], TestContext.Current.CancellationToken);
        return name;
    }

    private FollowedLog Follow(string name, LogRequest request) => new(fixture.Services, name, request);
}
