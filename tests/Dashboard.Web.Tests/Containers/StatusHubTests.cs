using Dashboard.Services.Containers;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Tests.Api;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers;

public sealed class StatusHubTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Watch_Engine_GivesASnapshotAndThenChanges(bool messagePack)
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var engine = dashboard.Engine;
        engine.Containers.Load(engine.Local, Container("web", ports: [new PortMapping("0.0.0.0", 8080, 80, "tcp")]), Container("db"));
        await using var hub = await dashboard.ConnectAsync("/hubs/status", messagePack);
        await using var messages = hub.StreamAsync<StatusMessage>("Watch", "local", Token).GetAsyncEnumerator(Token);

        var snapshot = await NextAsync(messages);
        Assert.Equal(("snapshot", false, "local", "up"), (snapshot.Kind, snapshot.IsStale, snapshot.Environment.Name, snapshot.Environment.Status));
        Assert.Equal(["db", "web"], snapshot.Containers.Select(c => c.Name).Order());
        Assert.Equal(["0.0.0.0:8080->80/tcp"], snapshot.Containers.Single(c => c.Name == "web").Ports);

        engine.Containers.Put(engine.Local, Container("web", ContainerState.Exited));
        var stopped = await NextAsync(messages);
        Assert.Equal(("changes", "web", "exited"), (stopped.Kind, Assert.Single(stopped.Containers).Name, stopped.Containers[0].State));

        engine.Containers.Remove(engine.Local, IdOf("db"));
        Assert.Equal([IdOf("db")], (await NextAsync(messages)).Removed);
    }

    [Fact]
    public async Task Watch_EngineSilent_IsToldAsStaleWithItsHealth()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var engine = dashboard.Engine;
        engine.Containers.Load(engine.Local, Container("web"));
        await using var hub = await dashboard.ConnectAsync("/hubs/status");
        await using var messages = hub.StreamAsync<StatusMessage>("Watch", "local", Token).GetAsyncEnumerator(Token);
        await NextAsync(messages);

        FakeEnvironmentRegistry.SetDown(engine.Local, "away", Dashboard.Services.Environments.EngineStatus.NotAnswering);
        engine.Containers.MarkStale(engine.Local);

        var stale = await NextAsync(messages);
        Assert.Equal((true, "notAnswering", "away"), (stale.IsStale, stale.Environment.Status, stale.Environment.Reason));
        Assert.Empty(stale.Removed);
    }

    [Fact]
    public async Task Watch_NoSuchEnvironment_IsAHubExceptionThatSaysWhat()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/status");
        await using var messages = hub.StreamAsync<StatusMessage>("Watch", "mars", Token).GetAsyncEnumerator(Token);

        var e = await Assert.ThrowsAsync<HubException>(async () => await messages.MoveNextAsync());

        Assert.Contains("No such environment: mars", e.Message, StringComparison.Ordinal);
    }

    private static async Task<StatusMessage> NextAsync(IAsyncEnumerator<StatusMessage> messages)
    {
        Assert.True(await messages.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15), Token));
        return messages.Current;
    }
}
