using System.Net;
using System.Net.Http.Json;
using Dashboard.Services.Access;
using Dashboard.Web.Api;

namespace Dashboard.Web.Tests.Access;

/// <summary>What names no container of its own (lists) and what moves files, × everybody × in and out of their scope.</summary>
public sealed class ListsMatrixTests(MatrixFixture fixture) : IClassFixture<MatrixFixture>
{
    public static TheoryData<string> Everybody => [.. MatrixFixture.Everybody];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Lists_Each_ShowAndTouchOnlyWhatIsInScope(string who)
    {
        if (!MatrixFixture.IsSignedIn(who))
        {
            return;
        }

        string[] visible = MatrixFixture.IsScoped(who) ? ["mine"] : ["mine", "theirs"];
        foreach (var line in (string[])["docker ps -a --format '{{.Names}}'", "docker stats --no-stream --format '{{.Name}}'", "docker ps --filter since=mine --format '{{.Names}}'"])
        {
            var listed = await RunAsync(who, line);
            Assert.Equal((0, ""), (listed.ExitCode, listed.Stderr));
            Assert.Equal(visible, listed.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        }

        // A filter that names what is not theirs says what it says of what is not there.
        var hidden = await RunAsync(who, "docker ps --filter before=theirs");
        Assert.Equal(MatrixFixture.IsScoped(who) ? "Error response from daemon: no such container theirs\n" : "", hidden.Stderr);

        fixture.Engine.Asked.Clear();
        var pruned = await RunAsync(who, "docker container prune -f");
        string[] asked = !MatrixFixture.RightsOf(who).HasFlag(Right.Remove) ? [] : MatrixFixture.IsScoped(who) ? ["DELETE remove mine"] : ["POST prune"];
        Assert.Equal(asked, fixture.Engine.Asked);
        Assert.Equal(asked.Length == 0, pruned.Stderr.Contains("lacks the right", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task LogDownload_WithoutTheRight_IsRefusedOrUnknownAndAsksNothing(string who)
    {
        foreach (var name in (string[])["mine", "theirs", "no-such"])
        {
            var visible = name == "mine" || (name == "theirs" && MatrixFixture.IsSignedIn(who) && !MatrixFixture.IsScoped(who));
            if (visible && MatrixFixture.RightsOf(who).HasFlag(Right.Logs))
            {
                continue;
            }

            fixture.Engine.Asked.Clear();
            using var response = await fixture.Client(who).GetAsync(new Uri($"/api/v1/environments/local/containers/{name}/logs/download", UriKind.Relative));

            Assert.Equal(
                !MatrixFixture.IsSignedIn(who) ? HttpStatusCode.Unauthorized : visible ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound, response.StatusCode);
            Assert.Empty(fixture.Engine.Asked);
        }
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Archives_InAndOutOfScope_AreThereOrUnknown(string who)
    {
        foreach (var (method, path, right, asked) in ((string, string, Right, string)[])
            [("GET", "archive?path=/etc", Right.ReadFiles, "GET archive"), ("GET", "export", Right.ReadFiles, "GET export"), ("GET", "file?path=/etc/hosts", Right.ReadFiles, "HEAD archive"), ("PUT", "archive?path=/etc", Right.Exec, "HEAD archive")])
        {
            foreach (var name in (string[])["mine", "theirs", "no-such", "..%2Fvolumes%2Fx"])
            {
                fixture.Engine.Asked.Clear();
                using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/environments/local/containers/{name}/{path}");
                request.Content = method == "PUT" ? new ByteArrayContent([]) : null;
                using var response = await fixture.Client(who).SendAsync(request);

                var visible = name == "mine" || (name == "theirs" && MatrixFixture.IsSignedIn(who) && !MatrixFixture.IsScoped(who));
                var may = visible && MatrixFixture.RightsOf(who).HasFlag(right);
                Assert.Equal(may ? [$"{asked} {name}"] : [], fixture.Engine.Asked);
                if (!may)
                {
                    Assert.Equal(
                        !MatrixFixture.IsSignedIn(who) ? HttpStatusCode.Unauthorized : visible ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound, response.StatusCode);
                    Assert.NotEqual("application/x-tar", response.Content.Headers.ContentType?.MediaType);
                }
            }
        }
    }

    private async Task<CommandResponse> RunAsync(string who, string line)
    {
        using var response = await fixture.Client(who).PostAsJsonAsync("/api/v1/environments/local/commands", new CommandRequest(line));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<CommandResponse>())!;
    }
}
