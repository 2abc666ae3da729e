using Dashboard.Services.Consoles;
using Dashboard.Testing;
using Dashboard.Web.Tests.Api;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Consoles;

public sealed class ConsoleHubTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complete_OverTheWire_GivesNamesAndWhatTheyAre()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Containers.Load(dashboard.Engine.Local, ContainerBuilder.Container("web"), ContainerBuilder.Container("worker"), ContainerBuilder.Container("db"));
        await using var hub = await dashboard.ConnectAsync("/hubs/console");

        var answer = await hub.InvokeAsync<Completion>("Complete", "local", "docker stop w", 13, Token);

        Assert.Equal((12, 2), (answer.Start, answer.Total));
        Assert.Equal(new CompletionItem("web", "container", "busybox:test · Up 5 minutes"), answer.Items[0]);
    }

    [Fact]
    public async Task History_OverTheWire_IsTheCallersOwn()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/console");

        Assert.Empty(await hub.InvokeAsync<string[]>("History", "", Token));
        var history = dashboard.Services.GetRequiredService<IConsoleHistory>();
        await using var scope = dashboard.Services.CreateAsyncScope();
        var kim = (await scope.ServiceProvider.GetRequiredService<Dashboard.Services.Access.Accounts>().FindAsync("kim", Token))!;
        var actor = new Dashboard.Services.Access.Actor(kim.Id, "kim", Dashboard.Services.Access.Right.All, "browser");
        await history.AddAsync(actor, dashboard.Engine.Local, TypedScript.Read("docker ps -a")[0], Token);
        Assert.Equal(["docker ps -a"], await hub.InvokeAsync<string[]>("History", "ps", Token));
    }

    [Fact]
    public async Task Complete_OfAnUnknownEngineOrTooMuchText_SaysSo()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/console");

        var unknown = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<Completion>("Complete", "mars", "docker ps", 9, Token));
        Assert.Contains("mars", unknown.Message, StringComparison.Ordinal);
        var tooLong = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<Completion>("Complete", "local", new string('x', 33_000), 9, Token));
        Assert.Contains("32768", tooLong.Message, StringComparison.Ordinal);
    }
}
