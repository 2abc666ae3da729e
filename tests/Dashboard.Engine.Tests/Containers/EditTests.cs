using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Engine;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

/// <summary>What the edit page and the limits tab rest on: read, judged and sent by people with different rights.</summary>
public sealed class EditTests(EngineFixture fixture)
{
    private const Right Editing = Right.View | Right.Create | Right.Remove | Right.Operate;

    private ICreationQueries Queries => fixture.Services.Get<ICreationQueries>();

    [Fact]
    public async Task Edit_ByWhoMayNotSeeASecret_KeepsItAndLetsNothingOutThatCouldShowIt()
    {
        var token = TestContext.Current.CancellationToken;
        var name = await MakeAsync(token);
        var editor = new Actor("e", "editor", Editing, "browser");
        var own = (await Queries.ReadForEditAsync(editor, fixture.Services.Local, ResourceName.Of(name), token)).Command;
        Assert.DoesNotContain("hunter2", own.ToString(), StringComparison.Ordinal);

        var shown = await SendAsync(editor, name, own with { Command = EquatableList.From(["sh", "-c", "env; sleep 600"]) }, token);
        var labelled = await SendAsync(editor, name, own with { Lifecycle = own.Lifecycle with { Labels = EquatableList.From(own.Lifecycle.Labels.Append(new LabelEntry("team=mine"))) } }, token);
        var limited = await SendAsync(editor, name, own with { Limits = own.Limits with { Memory = new ByteSize(96 << 20) } }, token);

        Assert.Equal((EngineErrorKind.Refused, EngineErrorKind.Refused), (shown.Error?.Kind, labelled.Error?.Kind));
        Assert.Contains("editor may not see DB_PASSWORD", shown.Stderr, StringComparison.Ordinal);
        Assert.Equal((0, ""), (limited.ExitCode, limited.Stderr));
        Assert.Equal([$"{96 << 20}", "COLOUR=red", "DB_PASSWORD=hunter2"], await AskAsync(name, "{{.HostConfig.Memory}}", token));
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task Edit_ByWhoMayRunProgramsInIt_KeepsTheSecretWhateverChanges()
    {
        var token = TestContext.Current.CancellationToken;
        var name = await MakeAsync(token);
        var developer = new Actor("d", "developer", Editing | Right.Exec, "browser");
        var own = (await Queries.ReadForEditAsync(developer, fixture.Services.Local, ResourceName.Of(name), token)).Command;
        Assert.Matches("^[0-9a-f]{64}:/anonymous$", Assert.Single(own.Storage.Volumes));

        var result = await SendAsync(developer, name, own with { Command = EquatableList.From(["sleep", "601"]) }, token);

        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        Assert.Equal(["COLOUR=red", "DB_PASSWORD=hunter2", "[sleep 601]"], await AskAsync(name, "{{.Config.Cmd}}", token));
        Assert.Equal("kept", (await fixture.Engine.DockerAsync(token, "exec", name, "cat", "/anonymous/file")).Text);
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task Check_OfAnEdit_HoldsOnlyOthersNamesAndPortsAgainstIt()
    {
        var token = TestContext.Current.CancellationToken;
        var name = await MakeAsync(token);
        await Eventually.ThatAsync(() => fixture.Services.Get<IContainerQueries>().List(ServiceHost.Admin, fixture.Services.Local, all: true).Any(c => c.Name == name && c.Ports.Any(p => p.PublicPort is not null)), "the list has it");
        var port = (await fixture.Engine.DockerAsync(token, "port", name, "80")).Text.Split(':')[^1];
        var own = (await Queries.ReadForEditAsync(ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), token)).Command;
        var asked = own with { Network = own.Network with { Publish = [$"127.0.0.1:{port}:80"] } };

        var asEdit = await Queries.CheckAsync(ServiceHost.Admin, fixture.Services.Local, RecreateContainer.From(ResourceName.Of(name), asked), token);
        var asNew = await Queries.CheckAsync(ServiceHost.Admin, fixture.Services.Local, asked, token);

        Assert.Empty(asEdit);
        Assert.Equal([CreationFindingKind.NameTaken, CreationFindingKind.PortTaken], asNew.Select(f => f.Kind));
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task Update_OfARunningOne_IsNoticedAndReadBack()
    {
        var token = TestContext.Current.CancellationToken;
        var name = await MakeAsync(token);
        var containers = fixture.Services.Get<IContainerQueries>();
        ContainerSummary? Listed() => containers.List(ServiceHost.Admin, fixture.Services.Local, all: true).FirstOrDefault(c => c.Name == name);
        await Eventually.ThatAsync(() => Listed() is not null, "the list has it");
        var before = Listed()!;

        (await fixture.Engine.DockerAsync(token, "update", "--memory", "80m", "--memory-swap", "100m", "--pids-limit", "77", "--restart", "always", name)).EnsureSuccess();

        await Eventually.ThatAsync(() => Listed() is { } now && now.Revision > before.Revision, "viewers are told");
        var details = await containers.InspectAsync(ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), token);
        Assert.Equal(
            (new ByteSize(80 << 20), new SwapSize(100 << 20), 77, "always"), (details.Limits.Memory, details.Limits.MemorySwap, details.Limits.PidsLimit, details.RestartPolicy));
        Assert.Contains("--memory 80m", (await Queries.ReadBackAsync(ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), reveal: false, token)).Command.ToString(), StringComparison.Ordinal);
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task Capacity_OfTheHost_IsDockerInfos()
    {
        var token = TestContext.Current.CancellationToken;
        var queries = fixture.Services.Get<IEngineQueries>();

        var capacity = await queries.CapacityAsync(ServiceHost.Admin, fixture.Services.Local, token);

        Assert.Equal((await fixture.Engine.DockerAsync(token, "info", "--format", "{{.NCPU}} {{.MemTotal}}")).Text, $"{capacity.Cpus} {capacity.MemoryBytes}");
        var refused = await Assert.ThrowsAsync<EngineErrorException>(() => queries.CapacityAsync(Actor.Nobody, fixture.Services.Local, token));
        Assert.Equal(EngineErrorKind.NotFound, refused.Error.Kind);
    }

    private async Task<string> MakeAsync(CancellationToken token)
    {
        var name = EngineFixture.NewName("edit");
        await fixture.Engine.RunContainerAsync(
            name, ["-e", "DB_PASSWORD=hunter2", "-e", "COLOUR=red", "-v", "/anonymous", "-p", "127.0.0.1::80", "-m", "64m", "--stop-timeout", "1"],
            ["sh", "-c", "echo kept > /anonymous/file; sleep 600"], token);
        await Eventually.ThatAsync(async () => (await fixture.Engine.DockerAsync(token, "exec", name, "cat", "/anonymous/file")).Text == "kept", TimeSpan.FromSeconds(30), "its file is there", token);
        return name;
    }

    private Task<CommandResult> SendAsync(Actor actor, string name, ContainerCreation options, CancellationToken token) => fixture.Services.Get<ICommandRunner>().RunAsync(
        actor, fixture.Services.Local, RecreateContainer.From(ResourceName.Of(name), options), terminal: null, token);

    // With its environment, which the engine keeps in no order.
    private async Task<IEnumerable<string>> AskAsync(string name, string format, CancellationToken token) =>
        (await fixture.Engine.DockerAsync(token, "inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}" + format, name)).EnsureSuccess()
            .Text.Split('\n').Order(StringComparer.Ordinal);
}
