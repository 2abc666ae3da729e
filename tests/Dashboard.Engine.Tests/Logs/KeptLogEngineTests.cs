using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Logs;

/// <summary>Kept logs: one reader for all, there when the container is gone, exact over a restart of the dashboard.</summary>
public sealed class KeptLogEngineTests(EngineFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Removed_NobodyLookedBefore_ItsLogIsThereForWhoMayReadIt()
    {
        var name = EngineFixture.NewName("kept");
        await fixture.Engine.RunContainerAsync(name, ["--label", "team=x"], ["sh", "-c", "echo first; echo second; sleep 600"], Token);
        // Once it is kept it may go: nobody but the keeper has read it.
        var keeper = fixture.Services.Get<LogKeeper>().For(fixture.Services.Local);
        await Eventually.ThatAsync(() => keeper.Named(name) is { } log && log.Log.Next - log.Log.First >= 2, "its lines are kept");
        await fixture.Engine.DockerAsync(Token, "rm", "-f", name);
        await Eventually.ThatAsync(() => Gone(ServiceHost.Admin).Any(l => l.Name == name), "it is known to be gone");

        await using var log = new FollowedLog(fixture.Services, name, new LogRequest(null, null));
        await log.Completion.WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal(["first", "second"], log.Lines.Where(l => l.Kind == LogKind.Stdout).Select(l => l.Text));
        var stranger = new Actor("s", "stranger", Right.None, "cli");
        Assert.DoesNotContain(Gone(stranger), l => l.Name == name);
        await Assert.ThrowsAsync<EngineErrorException>(async () => await FirstAsync(stranger, name));
        Assert.DoesNotContain(Gone(new Actor("v", "viewer", Right.View, "cli")), l => l.Name == name);
    }

    [Fact]
    public async Task FollowAsync_TwentyViewersOfAFlood_HaveOneReaderAndEveryLine()
    {
        var name = EngineFixture.NewName("kept-many");
        await fixture.Engine.RunContainerAsync(name, [], ["sh", "-c", "while [ ! -e /go ]; do sleep 0.1; done; seq 1 50000; sleep 600"], Token);
        var logs = Enumerable.Range(0, 20).Select(_ => new FollowedLog(fixture.Services, name, new LogRequest(null, null))).ToList();
        var keeper = fixture.Services.Get<LogKeeper>().For(fixture.Services.Local);
        await Eventually.ThatAsync(() => keeper.Named(name)?.Log.Viewers == 20, "all look at one log");

        await fixture.Engine.DockerAsync(Token, "exec", name, "touch", "/go");

        foreach (var log in logs)
        {
            await log.UntilAsync(l => l.Count >= 50_000);
            Assert.Equal(Enumerable.Range(1, 50_000).Select(i => i.ToString(CultureInfo.InvariantCulture)), log.Lines.Select(l => l.Text));
            await log.DisposeAsync();
        }
    }

    [Fact]
    public async Task Restart_OfTheDashboard_LosesAndDoublesNothing()
    {
        var name = EngineFixture.NewName("kept-restart");
        await fixture.Engine.RunContainerAsync(name, [], ["sh", "-c", "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo $i; [ $((i % 20)) -eq 0 ] && sleep 0.02; done; echo end; sleep 600"], Token);
        var data = Directory.CreateTempSubdirectory("kept-restart-").FullName;
        try
        {
            var settings = new Dictionary<string, string?> { ["Dashboard:DataDirectory"] = data };
            await using (var before = await ServiceHost.StartAsync(fixture.Engine.DockerHost, settings, Token))
            {
                await using var log = new FollowedLog(before, name, new LogRequest(null, null));
                await log.UntilAsync(l => l.Count > 300);
            }

            await using var after = await ServiceHost.StartAsync(fixture.Engine.DockerHost, settings, Token);
            await using var again = new FollowedLog(after, name, new LogRequest(null, null));
            await again.UntilAsync(l => l.Count > 0 && l[^1].Text == "end");

            Assert.Equal([.. Enumerable.Range(1, 3000).Select(i => i.ToString(CultureInfo.InvariantCulture)), "end"], again.Lines.Select(l => l.Text));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private IReadOnlyList<GoneLog> Gone(Actor actor) => fixture.Services.Get<ILogs>().Gone(actor, fixture.Services.Local);

    private async Task<byte[]> FirstAsync(Actor actor, string name) =>
        await fixture.Services.Get<ILogs>().FollowAsync(actor, fixture.Services.Local, ResourceName.Of(name), new LogRequest(null, null), Token).FirstAsync(Token);
}
