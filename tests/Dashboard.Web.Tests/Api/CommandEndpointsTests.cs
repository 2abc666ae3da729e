using System.Net;
using System.Net.Http.Json;
using Dashboard.Services.Commands;
using Dashboard.Web.Api;

namespace Dashboard.Web.Tests.Api;

public sealed class CommandEndpointsTests
{
    private const string Url = "/api/v1/environments/local/commands";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("docker stop --timeout 5 web db")]
    [InlineData("container stop -t5 web db")]
    public async Task Post_Line_RunsItAsTheTokensUser(string line)
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Commands.Succeeds();

        var response = await RunAsync(dashboard, line);

        Assert.Equal(new CommandResponse(0, "web\ndb\n", ""), response);
        var run = Assert.Single(dashboard.Engine.Commands.Runs);
        Assert.Equal(("docker stop --timeout 5 web db", "kim", "api"), (run.ToString(), run.Actor.UserName, run.Actor.Origin));
        Assert.Null(run.Terminal);
    }

    [Theory]
    [InlineData("docker stop --nope web", 125, "unknown flag: --nope\n")]
    [InlineData("docker stop 'web", 125, "unclosed single quote\n")]
    [InlineData("docker stop $(id)", 125, "$(id): docker: unknown command: docker id; only what lists ids can stand there, such as $(docker ps -aq)\n")]
    [InlineData("docker stop $HOME", 125, "'$' would be a substitution, and there is no shell here: only $(docker ps -q) and the like are known; put it in single quotes to pass it on as text\n")]
    [InlineData("docker stop web\ndocker rm web", 1, "docker: send one command at a time\n")]
    [InlineData("docker nope", 1, "docker: unknown command: docker nope\n")]
    [InlineData("docker stop", 1, "docker: 'docker stop' requires at least 1 argument\n")]
    public async Task Post_WrongLine_IsAnAnswerWithDockersExitCode(string line, int exitCode, string stderr)
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        Assert.Equal(new CommandResponse(exitCode, "", stderr), await RunAsync(dashboard, line));
        Assert.Empty(dashboard.Engine.Commands.Runs);
    }

    [Fact]
    public async Task Post_WithIdsOfAnotherCommand_RunsBoth()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Commands.Answers(run => new CommandResult(0, run.ToString() == "docker ps --all --quiet" ? "a1\nb2\n" : "done\n", ""));

        Assert.Equal(new CommandResponse(0, "done\n", ""), await RunAsync(dashboard, "docker rm $(docker ps -aq)"));
        Assert.Equal(["docker ps --all --quiet", "docker rm a1 b2"], dashboard.Engine.Commands.Lines);
    }

    [Fact]
    public async Task Post_Help_IsAnswered()
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        var answer = (await RunAsync(dashboard, "docker stop --help"))!;

        Assert.Equal((0, ""), (answer.ExitCode, answer.Stderr));
        Assert.StartsWith("Usage:  docker stop [OPTIONS] CONTAINER [CONTAINER...]\n", answer.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SomeTargetsRefused_IsAnAnswerAsInATerminal()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Commands.Answers(_ => new CommandResult(1, "web\n", "Error response from daemon: No such container: db\n"));

        Assert.Equal(new CommandResponse(1, "web\n", "Error response from daemon: No such container: db\n"), await RunAsync(dashboard, "docker stop web db"));
    }

    [Theory]
    [InlineData(EngineErrorKind.Unreachable, "Nobody listens on unix:///nowhere: the engine is stopped.")]
    [InlineData(EngineErrorKind.AuditUnavailable, "The audit log can't be written: disk full")]
    public async Task Post_NothingCanBeRunNow_Is503(EngineErrorKind kind, string message)
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(kind, message)));

        await ContainerEndpointsTests.AssertProblemAsync(
            await dashboard.Client.PostAsJsonAsync(Url, new CommandRequest("docker stop web"), Token), HttpStatusCode.ServiceUnavailable, kind.ToString(), message);
    }

    [Fact]
    public async Task Post_NoSuchEnvironment_Is404()
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        await ContainerEndpointsTests.AssertProblemAsync(
            await dashboard.Client.PostAsJsonAsync("/api/v1/environments/mars/commands", new CommandRequest("docker stop web"), Token),
            HttpStatusCode.NotFound, "NotFound", "No such environment: mars");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"line\":null}")]
    [InlineData("{\"line\":\"\"}")]
    [InlineData("no json")]
    [InlineData("")]
    public async Task Post_NoLine_Is400(string body)
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await dashboard.Client.PostAsync(Url, content, Token);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Post_LineTooLong_Is400()
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        using var response = await dashboard.Client.PostAsJsonAsync(Url, new CommandRequest("docker stop " + new string('a', 32 * 1024)), Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<CommandResponse?> RunAsync(FakedDashboard dashboard, string line)
    {
        using var response = await dashboard.Client.PostAsJsonAsync(Url, new CommandRequest(line), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<CommandResponse>(Token);
    }
}
