using Dashboard.Services.Logs;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Logs;

/// <summary>What a log begins with when it can't be read whole, or not at once.</summary>
public sealed class LogFirstReadTests(EngineFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(9, new[] { "Gap", "2", "10" })]
    [InlineData(10, new[] { "1", "10" })]
    public async Task FollowAsync_EngineHasMoreThanIsRead_BeginsWithAGap(int firstLines, string[] expected)
    {
        var name = await WriteTenAsync("log-first");
        await using var services = await ServiceHost.StartAsync(
            fixture.Engine.DockerHost, new Dictionary<string, string?> { ["Dashboard:Logs:Keep"] = "false", ["Dashboard:Logs:FirstLines"] = $"{firstLines}" }, Token);
        await using var log = new FollowedLog(services, name, new LogRequest(null, null));

        await log.UntilAsync(l => l.Any(r => r.Text == "10"));

        var shown = log.Lines.Select(l => l.Kind == LogKind.Stdout ? l.Text : l.Kind.ToString()).ToList();
        Assert.Equal(expected, shown.Where((text, at) => at < expected.Length - 1 || text == "10"));
    }

    [Fact]
    public async Task FollowAsync_EngineFailsOnce_SaysSoAndReadsItThen()
    {
        var name = await WriteTenAsync("log-fails");
        await using var faulty = await FaultyEngine.StartAsync(fixture.Engine.DockerHost);
        faulty.RefuseOnce(request => request.Contains("/logs?follow=1", StringComparison.Ordinal));
        await using var services = await ServiceHost.StartAsync(faulty.DockerHost, new Dictionary<string, string?> { ["Dashboard:Logs:Keep"] = "false" }, Token);
        await using var log = new FollowedLog(services, name, new LogRequest(null, null));

        await log.UntilAsync(l => l.Any(r => r.Text == "10"));

        Assert.Contains("refused by the test", Assert.Single(log.Lines, l => l.Kind == LogKind.Notice).Text, StringComparison.Ordinal);
        Assert.Equal(10, log.Lines.Count(l => l.Kind == LogKind.Stdout));
    }

    private async Task<string> WriteTenAsync(string purpose)
    {
        var name = EngineFixture.NewName(purpose);
        await fixture.Engine.RunContainerAsync(name, [], ["sh", "-c", "seq 1 10; sleep 600"], Token);
        await Eventually.ThatAsync(async () => (await fixture.Engine.DockerAsync(Token, "logs", "--tail", "1", name)).Text == "10", TimeSpan.FromSeconds(60), "it has written its lines", Token);
        return name;
    }
}
