using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Logs;
using Dashboard.Testing;
using Dashboard.Web.Tests.Api;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dashboard.Web.Tests.Logs;

public sealed class LogHubTests
{
    private const int Batch = 64 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_Batches_ArriveAsTheyAreAndInOrder()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var log = dashboard.Engine.Logs.Of("web");
        await using var hub = await dashboard.ConnectAsync("/hubs/logs");
        byte[][] written = [.. Enumerable.Range(0, 500).Select(n => (byte[])[.. Encoding.ASCII.GetBytes($"{n}:"), 0x00, 0xff, 0xc3])];
        foreach (var batch in written)
        {
            log.Write(batch);
        }

        log.End();

        var received = new List<byte[]>();
        await foreach (var batch in Follow(hub))
        {
            received.Add(batch);
        }

        Assert.Equal(written, received);
    }

    [Fact]
    public async Task Follow_Arguments_ReachServicesWithTheTokensUser()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Logs.Of("web").End();
        await using var hub = await dashboard.ConnectAsync("/hubs/logs");

        await foreach (var _ in hub.StreamAsync<byte[]>("Follow", "local", "web", -1, "1700000000.000000001", 41, Token))
        {
            Assert.Fail("The log was empty.");
        }

        var following = Assert.Single(dashboard.Engine.Logs.Followings);
        Assert.Equal(("kim", "api"), (following.Actor.UserName, following.Actor.Origin));
        Assert.Equal(new LogRequest(null, 1_700_000_000_000_000_001, 41), following.Request);
    }

    [Fact]
    public async Task Follow_NobodyAcknowledges_PausesAfterAMebibyteAndGoesOnAfterAck()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var log = dashboard.Engine.Logs.Of("web");
        for (var n = 0; n < 64; n++)
        {
            log.Write(new byte[Batch]);
        }

        await using var hub = await dashboard.ConnectAsync("/hubs/logs");
        await using var batches = Follow(hub).GetAsyncEnumerator(Token);
        await TakeAsync(batches, 17);
        // Each answer passes the connection that a further batch would have come on.
        for (var n = 0; n < 20; n++)
        {
            await hub.InvokeAsync("Ack", 0, Token);
        }

        // 1 MiB under way, and the batch that waits for room.
        Assert.Equal(17, log.Taken);

        await hub.InvokeAsync("Ack", 4 * Batch, Token);
        await TakeAsync(batches, 4);
        await hub.InvokeAsync("Ack", 0, Token);
        Assert.Equal(21, log.Taken);
    }

    [Fact]
    public async Task Ack_MoreThanIsUnderWay_GainsNoMoreThanAWindow()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var log = dashboard.Engine.Logs.Of("web");
        await using var hub = await dashboard.ConnectAsync("/hubs/logs");
        await hub.InvokeAsync("Ack", int.MaxValue, Token);
        await hub.InvokeAsync("Ack", int.MinValue, Token);
        for (var n = 0; n < 64; n++)
        {
            log.Write(new byte[Batch]);
        }

        await using var batches = Follow(hub).GetAsyncEnumerator(Token);
        await TakeAsync(batches, 17);
        await hub.InvokeAsync("Ack", 0, Token);

        Assert.Equal(17, log.Taken);
    }

    [Theory]
    [InlineData("local", "nothing", "", "No such container: nothing")]
    [InlineData("local", "../x", "", "invalid name or id \"../x\"")]
    [InlineData("mars", "web", "", "No such environment: mars")]
    [InlineData("local", "web", "yesterday", "\"yesterday\" is neither RFC 3339 nor seconds")]
    public async Task Follow_WrongArgument_IsAHubExceptionThatSaysWhat(string environment, string container, string since, string expected)
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Logs.Of("web");
        await using var hub = await dashboard.ConnectAsync("/hubs/logs");

        var e = await Assert.ThrowsAsync<HubException>(async () =>
        {
            await foreach (var _ in hub.StreamAsync<byte[]>("Follow", environment, container, 10, since, -1, Token))
            {
                Assert.Fail("There is nothing to follow.");
            }
        });

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_LogFailsLater_GivesWhatCameAndTheEnginesWords()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var log = dashboard.Engine.Logs.Of("web");
        log.Write([1]);
        log.Fail(new EngineError(EngineErrorKind.Unsupported, "configured logging driver does not support reading"));
        await using var hub = await dashboard.ConnectAsync("/hubs/logs");
        await using var batches = Follow(hub).GetAsyncEnumerator(Token);

        await TakeAsync(batches, 1);
        var e = await Assert.ThrowsAsync<HubException>(async () => await batches.MoveNextAsync());

        Assert.Contains("configured logging driver does not support reading", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_ViewerGoesWhileItWaitsForCredit_EndsTheFollowing()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var log = dashboard.Engine.Logs.Of("web");
        for (var n = 0; n < 64; n++)
        {
            log.Write(new byte[Batch]);
        }

        var hub = await dashboard.ConnectAsync("/hubs/logs");
        await using var batches = Follow(hub).GetAsyncEnumerator(Token);
        await TakeAsync(batches, 17);

        await hub.DisposeAsync();

        await log.Left.WaitAsync(TimeSpan.FromSeconds(15), Token);
    }

    private static IAsyncEnumerable<byte[]> Follow(HubConnection hub) => hub.StreamAsync<byte[]>("Follow", "local", "web", -1, "", -1, Token);

    private static async Task TakeAsync(IAsyncEnumerator<byte[]> batches, int count)
    {
        for (var n = 0; n < count; n++)
        {
            Assert.True(await batches.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15), Token));
        }
    }
}
