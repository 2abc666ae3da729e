using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Services.Environments;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Consoles;

public sealed class ConsoleLinesTests : IDisposable
{
    private readonly FakeCommandRunner _runner = new();
    private readonly FakeEnvironmentRegistry _environments = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _environments.Dispose();

    [Theory]
    [InlineData("docker rm $(docker ps -aq)", "a1\nb2\n", "docker rm a1 b2")]
    [InlineData("docker rm x$(docker ps -q)y z", "a1\nb2\n", "docker rm xa1 b2y z")]
    [InlineData("docker stop $(ps -q --filter 'name=a b')", "a1\n", "docker stop a1")]
    [InlineData("docker exec web echo \"$(docker ps -q)\"", "a1\nb2\n", "docker exec web echo 'a1\nb2'")]
    [InlineData("docker rm $(docker ps -aq) last", "", "docker rm last")]
    [InlineData("docker volume rm $(docker volume ls -q)", "v1\nv2\n", "docker volume rm v1 v2")]
    [InlineData("docker network inspect $(docker network ls -q)", "n1\n", "docker network inspect n1")]
    public async Task Read_OfASubstitution_RunsItAndPutsItsWordsIn(string typed, string output, string expected)
    {
        _runner.Answers(_ => new CommandResult(0, output, ""));

        var read = await ReadAsync(typed);

        Assert.Equal(expected, read.Command!.ToString());
        Assert.Single(_runner.Lines);
    }

    [Theory]
    [InlineData("docker rm $(docker ps)")]
    [InlineData("docker rm $(docker stop web)")]
    [InlineData("docker rm $(docker rm -f web)")]
    [InlineData("docker exec web echo $(docker inspect web)")]
    [InlineData("docker rm $(cat /etc/passwd)")]
    public async Task Read_OfAnySubstitutionButIds_RunsNothing(string typed)
    {
        _runner.Answers(_ => new CommandResult(0, "x", ""));

        var read = await ReadAsync(typed);

        Assert.Null(read.Command);
        Assert.NotEqual(0, read.Answer!.ExitCode);
        Assert.Empty(_runner.Runs);
    }

    [Fact]
    public async Task Read_OfASubstitutionThatFails_RunsNoMore()
    {
        _runner.Answers(_ => new CommandResult(1, "", "Error response from daemon: Invalid filter 'x'\n"));

        var read = await ReadAsync("docker rm web $(docker ps -q --filter x=y)");

        Assert.Equal((null, 1, "Error response from daemon: Invalid filter 'x'\n"), (read.Command, read.Answer!.ExitCode, read.Answer.Stderr));
    }

    [Fact]
    public async Task Read_OfAnEmptyList_IsAnsweredAsByTheCli()
    {
        _runner.Answers(_ => new CommandResult(0, "", ""));

        var read = await ReadAsync("docker rm $(docker ps -aq)");

        Assert.Equal((1, "docker: 'docker rm' requires at least 1 argument\n"), (read.Answer!.ExitCode, read.Answer.Stderr));
    }

    [Theory]
    [InlineData("docker sotp web", "docker stop web")]
    [InlineData("docker volume insepct x", "docker volume inspect x")]
    [InlineData("docker ps --formt json", "docker ps --format json")]
    [InlineData("docker contianer ls", "docker container ls")]
    public async Task Read_OfAMistake_GuessesWhatWasMeant(string typed, string meant) => Assert.Equal(meant, (await ReadAsync(typed)).Meant);

    [Theory]
    [InlineData("docker stop --help", "Usage:  docker stop [OPTIONS] CONTAINER [CONTAINER...]\n\nStop one or more running containers\n")]
    [InlineData("docker help stop", "Usage:  docker stop [OPTIONS] CONTAINER [CONTAINER...]\n\nStop one or more running containers\n")]
    [InlineData("docker volume --help", "Usage:  docker volume COMMAND\n")]
    [InlineData("docker", "Usage:  docker COMMAND\n")]
    [InlineData("docker run --help", "Usage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]\n")]
    public async Task Read_ThatAsksForHelp_IsAnswered(string typed, string begins)
    {
        var read = await ReadAsync(typed);

        Assert.Equal((null, 0, ""), (read.Command, read.Answer!.ExitCode, read.Answer.Stderr));
        Assert.StartsWith(begins.Split('\n')[0].Split(" IMAGE")[0], read.Answer.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker exec web ls --help", "docker exec web ls --help")]
    [InlineData("docker run busybox ls --help", "docker run busybox ls --help")]
    public async Task Read_HelpOfSomebodyElsesProgram_IsPassedOn(string typed, string expected) => Assert.Equal(expected, (await ReadAsync(typed)).Command!.ToString());

    [Theory]
    [InlineData("docker logs -f --tail 100 web", LineView.Log)]
    [InlineData("docker logs -f --since 1h web", LineView.Terminal)]
    [InlineData("docker logs web", LineView.Text)]
    [InlineData("docker exec -it web sh", LineView.Terminal)]
    [InlineData("docker exec web ls", LineView.Text)]
    [InlineData("docker run -it --rm busybox sh", LineView.Terminal)]
    [InlineData("docker run -dit busybox sh", LineView.Text)]
    [InlineData("docker stats", LineView.Terminal)]
    [InlineData("docker stats --no-stream", LineView.Text)]
    [InlineData("docker attach web", LineView.Terminal)]
    [InlineData("docker start -ai web", LineView.Terminal)]
    [InlineData("docker start web", LineView.Text)]
    public async Task Read_EachCommand_IsLookedAtAsItShould(string typed, LineView view) => Assert.Equal(view, (await ReadAsync(typed)).View);

    [Fact]
    public async Task Meant_OfANameThatIsNotThere_IsTheNearest()
    {
        var lines = new ConsoleLines(_runner, new OneName());
        var typed = TypedScript.Read("docker stop -t 5 wbe")[0];
        var result = new CommandResult(1, "", "") { Targets = [new TargetResult(ResourceName.Of("wbe"), EngineError.NoSuchContainer(ResourceName.Of("wbe")))] };

        Assert.Equal("docker stop -t 5 web", await lines.MeantAsync(ServiceHost.Admin, _environments.Local, typed, result, Token));
        Assert.Null(await lines.MeantAsync(ServiceHost.Admin, _environments.Local, typed, new CommandResult(1, "", ""), Token));
    }

    private Task<ReadLine> ReadAsync(string typed) =>
        new ConsoleLines(_runner, new OneName()).ReadAsync(ServiceHost.Admin, _environments.Local, TypedScript.Read(typed)[0], Token);

    private sealed class OneName : ILiveNames
    {
        public Task<IReadOnlyList<LiveName>> ListAsync(Actor actor, DockerEnvironment environment, LiveNameKinds kinds, string part, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<LiveName>>([new LiveName("web", LiveNameKinds.Container, "")]);
    }
}
