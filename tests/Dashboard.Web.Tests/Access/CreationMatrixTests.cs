using System.Net;
using System.Net.Http.Json;
using Dashboard.Services.Access;
using Dashboard.Web.Api;

namespace Dashboard.Web.Tests.Access;

/// <summary>What makes containers × everybody × into their scope, into another's, and into none.</summary>
public sealed class CreationMatrixTests(MatrixFixture fixture) : IClassFixture<MatrixFixture>
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var verb in (string[])["create", "run -d", "container create", "container run -d"])
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
    [MemberData(nameof(Cases))]
    public async Task Creation_InAndOutOfScope_IsDoneOrRefused(string verb, string who)
    {
        foreach (var (options, inScope) in ((string, bool)[])
            [("--label com.docker.compose.project=shop", true), ("--label com.docker.compose.project=bank", false), ("", false), ("--label com.docker.compose.project=shop --privileged", false)])
        {
            fixture.Engine.Asked.Clear();
            using var response = await fixture.Client(who).PostAsJsonAsync("/api/v1/environments/local/commands", new CommandRequest($"docker {verb} {options} busybox"));
            if (!MatrixFixture.IsSignedIn(who))
            {
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
                Assert.Empty(fixture.Engine.Asked);
                continue;
            }

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var answer = (await response.Content.ReadFromJsonAsync<CommandResponse>())!;
            var rights = MatrixFixture.RightsOf(who);
            var bypasses = rights.HasFlag(Right.Manage) && !MatrixFixture.IsScoped(who);
            var may = rights.HasFlag(Right.Create)
                && (inScope || bypasses || (!MatrixFixture.IsScoped(who) && !options.Contains("--privileged", StringComparison.Ordinal)));
            if (may)
            {
                Assert.Equal(0, answer.ExitCode);
                Assert.Contains("POST create", fixture.Engine.Asked);
            }
            else
            {
                Assert.NotEqual(0, answer.ExitCode);
                Assert.Matches("lacks the right|may not create", answer.Stderr);
                Assert.Empty(fixture.Engine.Asked);
            }
        }
    }
}
