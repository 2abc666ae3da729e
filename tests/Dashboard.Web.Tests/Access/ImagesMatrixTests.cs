using System.Net;
using System.Net.Http.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Environments;
using Dashboard.Services.Images.Builds.Runs;
using Dashboard.Web.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Access;

/// <summary>
/// Every verb on images and registries × everybody. Who creates nothing sees the images of their containers, others all of them; what changes them
/// takes the right on all of it, but for pulling, which whoever may create containers does for them.
/// </summary>
public sealed class ImagesMatrixTests(MatrixFixture fixture) : IClassFixture<MatrixFixture>
{
    // They need a stream to act, so the engine is asked for nothing.
    private static readonly string[] _needStreams = ["build", "import", "load", "save"];

    private static readonly string[] _ofWhatIsVisible = ["history", "image inspect", "images", "pull", "search"];

    public static TheoryData<string, string> Commands
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var verb in CommandTable.Images)
            {
                foreach (var who in MatrixFixture.Everybody)
                {
                    rows.Add(verb, who);
                }
            }

            return rows;
        }
    }

    public static TheoryData<string> People => [.. MatrixFixture.Everybody];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_ByEverybody_IsDoneOrRefused(string verb, string who)
    {
        fixture.Engine.Asked.Clear();
        using var response = await fixture.Client(who).PostAsJsonAsync("/api/v1/environments/local/commands", new CommandRequest(CommandTable.Line(verb, "busybox")));
        if (!MatrixFixture.IsSignedIn(who))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Empty(fixture.Engine.Asked);
            return;
        }

        var answer = (await response.Content.ReadFromJsonAsync<CommandResponse>())!;
        var held = MatrixFixture.RightsOf(who).HasFlag(CommandTable.Rights[verb]);
        if (!held || (MatrixFixture.IsScoped(who) && !_ofWhatIsVisible.Contains(verb)))
        {
            Assert.Equal(1, answer.ExitCode);
            Assert.Contains("lacks the right", answer.Stderr);
            Assert.Empty(fixture.Engine.Asked);
        }
        else if (_needStreams.Contains(verb))
        {
            Assert.Contains("there is no stream for it here", answer.Stderr);
            Assert.Empty(fixture.Engine.Asked);
        }
        else
        {
            Assert.DoesNotContain("lacks the right", answer.Stderr);
            // Whether an image exists for who sees only a part and creates nothing is looked up first.
            var isLookedUp = verb is "history" or "image inspect" && MatrixFixture.IsScoped(who) && !MatrixFixture.RightsOf(who).HasFlag(Right.Create);
            Assert.Equal(verb == "logout" ? 0 : isLookedUp ? 2 : 1, fixture.Engine.Asked.Count);
        }
    }

    [Theory]
    [MemberData(nameof(People))]
    public async Task Build_OfABody_ByEverybody_IsDoneOrRefusedAndLeavesNoHistoryOfWhatWasRefused(string who)
    {
        fixture.Engine.Asked.Clear();
        var builds = fixture.Dashboard.Services.GetRequiredService<IBuilds>();
        var (admin, local) = (new Actor("test", "test", Right.All, "cli"), fixture.Dashboard.Services.GetRequiredService<IEnvironmentRegistry>().All[0]);
        var before = builds.SeenBy(admin, local).Count;

        using var body = new StringContent("FROM busybox\n");
        using var response = await fixture.Client(who).PutAsync(new Uri("/api/v1/environments/local/images/build?line=docker+build+-", UriKind.Relative), body, Xunit.TestContext.Current.CancellationToken);

        var mayBuild = MayBuild(who);
        Assert.Equal(Expected(who, HttpStatusCode.OK), response.StatusCode);
        Assert.Equal(mayBuild ? ["POST build"] : [], fixture.Engine.Asked);
        Assert.Equal(before + (mayBuild ? 1 : 0), builds.SeenBy(admin, local).Count);
    }

    [Theory]
    [MemberData(nameof(People))]
    public async Task Stage_AContext_ByEverybody_IsDoneOrRefused(string who)
    {
        using var body = new ByteArrayContent(new byte[1024]);
        using var response = await fixture.Client(who).PutAsync(new Uri($"/api/v1/environments/local/build-contexts/{Guid.NewGuid()}", UriKind.Relative), body, Xunit.TestContext.Current.CancellationToken);

        // Whose archive is looked into is told that it is empty.
        Assert.Equal(Expected(who, HttpStatusCode.BadRequest), response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(People))]
    public async Task Select_OfAContext_TakesTheRightToBuild(string who)
    {
        using var response = await fixture.Client(who).PostAsJsonAsync(
            "/api/v1/environments/local/build-contexts/selection", new { Ignore = "*.md", Paths = (string[])["a.md"] }, Xunit.TestContext.Current.CancellationToken);

        Assert.Equal(Expected(who, HttpStatusCode.OK), response.StatusCode);
    }

    [Fact]
    public void Images_EachVerb_IsInTheTable() => Assert.Empty(CommandTable.Images.Except(CommandTable.Rights.Keys));

    [Theory]
    [InlineData("docker image inspect ../../containers/mine")]
    [InlineData("docker rmi ../containers/mine")]
    [InlineData("docker history a/../../x")]
    [InlineData("docker tag ..%2fcontainers x")]
    [InlineData("docker push x/../../containers/mine/start")]
    [InlineData("docker rmi 'a?force=1'")]
    [InlineData("docker rmi 'a#b'")]
    public async Task Command_NameThatClimbs_ReachesNoEngine(string line)
    {
        fixture.Engine.Asked.Clear();
        using var response = await fixture.Client("Admin everywhere").PostAsJsonAsync("/api/v1/environments/local/commands", new CommandRequest(line));

        var answer = (await response.Content.ReadFromJsonAsync<CommandResponse>())!;

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("invalid reference format", answer.Stderr);
        Assert.Empty(fixture.Engine.Asked);
    }

    private static bool MayBuild(string who) => MatrixFixture.IsSignedIn(who) && !MatrixFixture.IsScoped(who) && MatrixFixture.RightsOf(who).HasFlag(Right.Create);

    private static HttpStatusCode Expected(string who, HttpStatusCode done) =>
        !MatrixFixture.IsSignedIn(who) ? HttpStatusCode.Unauthorized : MayBuild(who) ? done : HttpStatusCode.Forbidden;
}
