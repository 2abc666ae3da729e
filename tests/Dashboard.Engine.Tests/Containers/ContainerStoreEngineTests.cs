using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

public sealed class ContainerStoreEngineTests(EngineFixture fixture)
{
    [Fact]
    public async Task Subscribe_WhenTheCliActs_TellsOfEachChange()
    {
        var token = TestContext.Current.CancellationToken;
        using var subscription = fixture.Services.Get<IContainerQueries>().Subscribe(ServiceHost.Admin, fixture.Services.Local);
        await using var changes = subscription.ReadAllAsync(token).GetAsyncEnumerator(token);
        var name = EngineFixture.NewName("live");

        var id = await fixture.Engine.RunContainerAsync(name, [], ["sleep", "60"], token);
        Assert.Equal(ContainerState.Running, (await UntilAsync(changes, id, c => c?.State == ContainerState.Running))!.State);

        await fixture.Engine.DockerAsync(token, "stop", "-t", "0", name);
        await UntilAsync(changes, id, c => c?.State == ContainerState.Exited);

        await fixture.Engine.DockerAsync(token, "rename", name, name + "-renamed");
        await UntilAsync(changes, id, c => c?.Name == name + "-renamed");

        await fixture.Engine.DockerAsync(token, "rm", id);
        await UntilAsync(changes, id, c => c is null);
    }

    [Fact]
    public async Task List_BesideTheCli_AgreesInNamesStatesAndPorts()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("ports");
        var id = await fixture.Engine.RunContainerAsync(name, ["-p", "127.0.0.1::80", "--expose", "9000"], ["sleep", "60"], token);
        await Eventually.ThatAsync(() => List().Any(c => c.Id == id && c.IsRunning), "the container is listed");

        var ours = List().Single(c => c.Id == id);
        var port = (await fixture.Engine.DockerAsync(token, "port", name, "80")).EnsureSuccess().Stdout.Trim();
        var published = ours.Ports.Single(p => p.PublicPort is not null);

        Assert.Equal(port, $"{published.Address}:{published.PublicPort}");
        Assert.Contains(new PortMapping(null, null, 9000, "tcp"), ours.Ports);
        Assert.StartsWith("Up ", ours.Status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectAsync_OfAContainerWithSecrets_MasksThem()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("inspect");
        await fixture.Engine.RunContainerAsync(
            name, ["-e", "DB_PASSWORD=hunter2", "-e", "MODE=fast", "-m", "64m", "--cpus", "0.5", "-v", "/data", "--restart", "on-failure:3"], ["sleep", "60"], token);

        var details = await fixture.Services.Get<IContainerQueries>().InspectAsync(
            ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), token);

        Assert.Contains(new EnvironmentVariable("DB_PASSWORD", null), details.Environment);
        Assert.Contains(new EnvironmentVariable("MODE", "fast"), details.Environment);
        Assert.Equal((64L * 1024 * 1024, 500_000_000L, "on-failure:3"), (details.Limits.Memory?.Bytes, details.Limits.Cpus?.NanoCpus, details.RestartPolicy));
        Assert.Equal("/data", Assert.Single(details.Mounts).Destination);
        Assert.Equal("sleep 60", details.CommandLine);
        Assert.NotEmpty(Assert.Single(details.Networks).IpAddress);
    }

    [Fact]
    public async Task InspectAsync_OfAnUnknownContainer_IsNotFound()
    {
        var e = await Assert.ThrowsAsync<EngineErrorException>(() => fixture.Services.Get<IContainerQueries>().InspectAsync(
            ServiceHost.Admin, fixture.Services.Local, ResourceName.Of("nosuch"), TestContext.Current.CancellationToken));
        Assert.Equal(new EngineError(EngineErrorKind.NotFound, "No such container: nosuch"), e.Error);
    }

    private static async Task<ContainerSummary?> UntilAsync(
        IAsyncEnumerator<ContainerChanges> changes, string id, Func<ContainerSummary?, bool> wanted)
    {
        while (await changes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)))
        {
            var container = changes.Current.Upserted.FirstOrDefault(c => c.Id == id);
            if ((container is not null || changes.Current.Removed.Contains(id)) && wanted(container))
            {
                return container;
            }
        }

        throw new InvalidOperationException("The subscription ended.");
    }

    private IReadOnlyList<ContainerSummary> List() =>
        fixture.Services.Get<IContainerQueries>().List(ServiceHost.Admin, fixture.Services.Local, all: true);
}
