using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Services.Images;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Access;

/// <summary>What an engine tells somebody of one stack about what belongs to another.</summary>
public sealed class UnseenThingsTests(EngineFixture fixture) : IAsyncLifetime
{
    private readonly string _name = EngineFixture.NewName("unseen");
    private string _theirs = "";

    private static Actor Developer => Of(BuiltInRoles.Developer);

    private static Actor Viewer => Of(BuiltInRoles.Viewer);

    private string Network => $"{_name}-net";

    private string Volume => $"{_name}-vol";

    private string Secret => $"{_name}-secret:1";

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        await DockerAsync("network", "create", "--label", "com.docker.compose.project=shop", Network);
        await DockerAsync("volume", "create", "--label", "com.docker.compose.project=shop", Volume);
        await DockerAsync("tag", fixture.Engine.BusyboxImage, $"{_name}-base");
        _theirs = await fixture.Engine.RunContainerAsync(
            _name, ["--label", "com.docker.compose.project=bank", "--network", Network, "-v", $"{Volume}:/data"], ["sleep", "3600"], token);
        await DockerAsync("commit", "-c", "ENV MARK=1", _name, Secret);
        await fixture.Engine.DockerAsync(token, "create", "--name", $"{_name}-mine", "--label", "com.docker.compose.project=shop", fixture.Engine.BusyboxImage);
    }

    public async ValueTask DisposeAsync()
    {
        await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-fv", _name, $"{_name}-mine");
        await fixture.Engine.DockerAsync(CancellationToken.None, "network", "rm", Network);
        await fixture.Engine.DockerAsync(CancellationToken.None, "volume", "rm", Volume);
        await fixture.Engine.DockerAsync(CancellationToken.None, "rmi", Secret, $"{_name}-base");
    }

    [Theory]
    [InlineData("docker create --name {theirs} --label com.docker.compose.project=shop {image}")]
    [InlineData("docker run -d --name {theirs} --label com.docker.compose.project=shop {image}")]
    [InlineData("docker rename {mine} {theirs}")]
    [InlineData("docker volume rm {volume}")]
    [InlineData("docker network rm {network}")]
    public async Task Run_AConflictWithTheUnseen_NamesNoIdOfIt(string line)
    {
        var result = await RunAsync(Developer, line);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("(hidden)", result.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain(_theirs[..12], result.Stderr + result.Error?.Message + string.Concat(result.Targets.Select(t => t.Error?.Message)), StringComparison.Ordinal);
        var asAdmin = await RunAsync(ServiceHost.Admin, line);
        Assert.DoesNotContain("(hidden)", asAdmin.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker images")]
    [InlineData("docker images --format {{.Repository}}")]
    [InlineData("docker images -aq --no-trunc")]
    public async Task Images_ByAViewerOfAStack_AreThoseOfTheirContainers(string line)
    {
        var all = await RunAsync(ServiceHost.Admin, line);
        var theirs = await RunAsync(Viewer, line);
        var secret = (await RunAsync(ServiceHost.Admin, $"docker images -q --no-trunc {Secret}")).Stdout.Trim();

        Assert.True(all.Stdout.Contains($"{_name}-secret", StringComparison.Ordinal) || all.Stdout.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain($"{_name}-secret", theirs.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, theirs.Stdout, StringComparison.Ordinal);
        Assert.NotEmpty(theirs.Stdout);
    }

    [Theory]
    [InlineData("docker image inspect {secret}")]
    [InlineData("docker inspect {secret}")]
    [InlineData("docker history {secret}")]
    public async Task Read_AnUnseenImageByAViewerOfAStack_IsNoSuchImage(string line)
    {
        var theirs = await RunAsync(Viewer, line);
        var unknown = await RunAsync(Viewer, line.Replace("{secret}", "nosuch:1", StringComparison.Ordinal));

        Assert.Equal(1, theirs.ExitCode);
        Assert.Equal(unknown.Stderr.Replace("nosuch:1", Secret, StringComparison.Ordinal), theirs.Stderr);
        Assert.Equal(0, (await RunAsync(Viewer, line.Replace("{secret}", fixture.Engine.BusyboxImage, StringComparison.Ordinal))).ExitCode);
        Assert.Equal(0, (await RunAsync(Developer, line)).ExitCode);
    }

    [Fact]
    public async Task Queries_OfImagesByAViewerOfAStack_TellOnlyOfTheirs()
    {
        var token = TestContext.Current.CancellationToken;
        var images = fixture.Services.Get<IImageQueries>();
        var local = fixture.Services.Local;

        Assert.DoesNotContain(Secret, await images.TagsAsync(Viewer, local, token));
        var seen = await images.ListAsync(Viewer, local, token);
        Assert.DoesNotContain(seen, i => i.Tags.Contains(Secret));
        Assert.DoesNotContain(seen.SelectMany(i => i.Users), u => u.Id == _theirs);
        Assert.Contains(seen.SelectMany(i => i.Users), u => u.Name == $"{_name}-mine");
        var error = await Assert.ThrowsAsync<EngineErrorException>(() => images.DetailsAsync(Viewer, local, Secret, token));
        Assert.Equal(EngineErrorKind.NotFound, error.Error.Kind);
        var offered = await fixture.Services.Get<ILiveNames>().ListAsync(Viewer, local, LiveNameKinds.Image, _name, token);
        Assert.DoesNotContain(offered, o => o.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docker restart -t 0 {mine}", true)]
    [InlineData("docker start {mine}", true)]
    [InlineData("docker stop {mine}", false)]
    [InlineData("docker kill {mine}", false)]
    [InlineData("docker pause {mine}", false)]
    [InlineData("docker unpause {mine}", false)]
    public async Task Run_ByWhoMayOnlyRestart_IsDoneOrRefused(string line, bool done)
    {
        var restarter = new Actor("r", "restarter", "cli", new GrantSet([new HeldGrant("", "", Right.View | Right.Restart, GrantScope.OnStack("local", "shop"), null)]));

        var result = await RunAsync(restarter, line);

        Assert.Equal(done ? 0 : 1, result.ExitCode);
        Assert.Equal(done, !result.Stderr.Contains("restarter lacks the right to do this", StringComparison.Ordinal));
    }

    private static Actor Of(string role) =>
        new("s", "shopper", "cli", new GrantSet([new HeldGrant("", "", BuiltInRoles.RightsOf(role), GrantScope.OnStack("local", "shop"), null)]));

    private Task<CommandResult> RunAsync(Actor actor, string line) => fixture.Services.Get<ICommandRunner>().RunAsync(
        actor, fixture.Services.Local,
        CommandLine.Parse(line
            .Replace("{theirs}", _name, StringComparison.Ordinal)
            .Replace("{mine}", $"{_name}-mine", StringComparison.Ordinal)
            .Replace("{image}", fixture.Engine.BusyboxImage, StringComparison.Ordinal)
            .Replace("{volume}", Volume, StringComparison.Ordinal)
            .Replace("{network}", Network, StringComparison.Ordinal)
            .Replace("{secret}", Secret, StringComparison.Ordinal)),
        terminal: null, TestContext.Current.CancellationToken);

    private async Task DockerAsync(params string[] arguments) => (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, arguments)).EnsureSuccess();
}
