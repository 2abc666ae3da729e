using System.Net;
using System.Net.Http.Json;
using Dashboard.Services.Access;
using Dashboard.Web.Api;

namespace Dashboard.Web.Tests.Access;

/// <summary>
/// Every verb on images and registries × everybody. Images are the engine's: who may see anything on it sees them all, and what changes them
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
            Assert.Equal(verb == "logout" ? 0 : 1, fixture.Engine.Asked.Count);
        }
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
}
