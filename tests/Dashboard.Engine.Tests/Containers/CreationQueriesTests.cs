using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Images;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

public sealed class CreationQueriesTests(EngineFixture fixture)
{
    private static readonly Actor _viewer = new("v", "viewer", Right.View | Right.Create, "browser");

    private string Image => fixture.Engine.BusyboxImage;

    private ICreationQueries Queries => fixture.Services.Get<ICreationQueries>();

    [Fact]
    public async Task ReadBack_WithoutTheRight_HasNoSecretsAndNamesThem()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("origin");
        await fixture.Engine.RunContainerAsync(
            name, ["-e", "DB_PASSWORD=hunter2", "-e", "COLOUR=red", "--log-driver", "json-file", "--log-opt", "max-size=1m", "-v", "/anonymous", "-m", "64m"], ["sleep", "600"], token);

        var read = await Queries.ReadBackAsync(_viewer, fixture.Services.Local, ResourceName.Of(name), reveal: true, token);

        Assert.Equal(["DB_PASSWORD"], read.Withheld);
        Assert.DoesNotContain("hunter2", read.Command.ToString(), StringComparison.Ordinal);
        // The engine keeps no order of these.
        Assert.Equal(["COLOUR=red", "DB_PASSWORD="], read.Command.Process.Env.Select(e => e.Text).Order(StringComparer.Ordinal));
        // What has no name is made anew, not shared.
        Assert.Equal(["/anonymous"], read.Command.Storage.Volumes);
        Assert.Equal((name, 64L << 20, true), (read.Command.Lifecycle.Name, read.Command.Limits.Memory!.Value.Bytes, read.Command.Detach));
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task ReadBack_Revealed_HasThemAndIsInTheAuditLog()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("origin");
        await fixture.Engine.RunContainerAsync(name, ["-e", "DB_PASSWORD=hunter2"], ["sleep", "600"], token);

        var masked = await Queries.ReadBackAsync(ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), reveal: false, token);
        Assert.Equal(["DB_PASSWORD"], masked.Withheld);
        Assert.DoesNotContain(await AuditAsync(token), e => e.Action == $"docker inspect {name}");

        var read = await Queries.ReadBackAsync(ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), reveal: true, token);

        Assert.Empty(read.Withheld);
        Assert.Equal("DB_PASSWORD=hunter2", read.Command.Process.Env.Single().Text);
        var entry = Assert.Single(await AuditAsync(token), e => e.Action == $"docker inspect {name}");
        Assert.Equal("revealed: DB_PASSWORD", entry.Outcome);
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task Run_WithASecret_IsInTheAuditLogWithoutIt()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("secret");

        await fixture.Services.RunAsync($"docker run -d --name {name} -e API_TOKEN=t0ps3cret -e COLOUR=red {Image} sleep 600", token);

        var entry = Assert.Single(await AuditAsync(token), e => e.Action.Contains($"--name {name}", StringComparison.Ordinal));
        Assert.Contains($"--env 'API_TOKEN={SecretWords.Masked}' --env COLOUR=red", entry.Action, StringComparison.Ordinal);
        Assert.Equal("API_TOKEN=t0ps3cret", (await fixture.Engine.DockerAsync(token, "inspect", "-f", "{{index .Config.Env 0}}", name)).Text);
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task ReadBack_OfSomethingOutOfScope_DoesNotExist()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("theirs");
        await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], token);

        var refused = await Assert.ThrowsAsync<EngineErrorException>(() =>
            Queries.ReadBackAsync(Scoped(), fixture.Services.Local, ResourceName.Of(name), reveal: true, token));

        Assert.Equal(EngineErrorKind.NotFound, refused.Error.Kind);
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task Check_OfTakenNamesPortsAndAMissingImage_TellsOfAll()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("taken");
        await fixture.Engine.RunContainerAsync(name, ["-p", "127.0.0.1::80"], ["sleep", "600"], token);
        var port = int.Parse((await fixture.Engine.DockerAsync(token, "port", name, "80")).Text.Split(':')[^1], CultureInfo.InvariantCulture);
        await Eventually.ThatAsync(() => fixture.Services.Get<IContainerQueries>().List(ServiceHost.Admin, fixture.Services.Local, all: false).Any(c => c.Name == name), "the store knows it");

        Assert.Equal(
            [new CreationFinding(CreationFindingKind.NameTaken, name, name), new(CreationFindingKind.PortTaken, $"{port}/tcp", name), new(CreationFindingKind.ImageMissing, "no-such:latest")],
            await CheckAsync(ServiceHost.Admin, $"docker run -d --name {name} -p {port}:80 no-such", token));
        // Another address, protocol or an engine's own choice is no conflict.
        Assert.Empty(await CheckAsync(ServiceHost.Admin, $"docker run -d -p 127.0.0.2:{port}:80 -p {port}:80/udp -p 80 {Image}", token));
        Assert.Equal(
            [new CreationFinding(CreationFindingKind.Wrong, "invalid hostPort: x")], await CheckAsync(ServiceHost.Admin, $"docker run -d -p x:80 {Image}", token));
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task Check_AgainstThePolicy_TellsOnlyThoseWhomItBinds()
    {
        var token = TestContext.Current.CancellationToken;

        Assert.Empty(await CheckAsync(ServiceHost.Admin, $"docker run -d --privileged {Image}", token));
        Assert.Contains(await CheckAsync(_viewer, $"docker run -d --privileged {Image}", token), f => f.Kind == CreationFindingKind.Forbidden);
        Assert.Empty(await CheckAsync(_viewer, $"docker run -d {Image}", token));
    }

    [Fact]
    public async Task Check_WithoutTheRight_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<EngineErrorException>(() =>
            CheckAsync(new Actor("v", "viewer", Right.View, "browser"), $"docker run -d {Image}", TestContext.Current.CancellationToken));

        Assert.Equal(EngineErrorKind.Refused, refused.Error.Kind);
    }

    [Fact]
    public async Task Tags_OfTheEngine_AreForThoseWhoSeeAnythingThere()
    {
        var token = TestContext.Current.CancellationToken;
        var images = fixture.Services.Get<IImageQueries>();

        Assert.Contains(Image, await images.TagsAsync(Scoped(), fixture.Services.Local, token));
        await Assert.ThrowsAsync<EngineErrorException>(() => images.TagsAsync(Actor.Nobody, fixture.Services.Local, token));
    }

    private static Actor Scoped() => new("s", "scoped", "browser", new GrantSet(
        [new HeldGrant("1", BuiltInRoles.Developer, BuiltInRoles.RightsOf(BuiltInRoles.Developer), GrantScope.OnStack("local", "elsewhere"), null)]));

    private Task<IReadOnlyList<CreationFinding>> CheckAsync(Actor actor, string line, CancellationToken token) =>
        Queries.CheckAsync(actor, fixture.Services.Local, (RunContainer)CommandLine.Parse(line), token);

    private Task<IReadOnlyList<AuditEntry>> AuditAsync(CancellationToken token) =>
        fixture.Services.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(), before: null, count: 200, token);
}
