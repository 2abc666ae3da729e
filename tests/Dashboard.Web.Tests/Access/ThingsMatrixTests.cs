using System.Net;
using System.Net.Http.Json;
using Dashboard.Services.Access;
using Dashboard.Web.Api;

namespace Dashboard.Web.Tests.Access;

/// <summary>Volumes, networks and the engine's disk × everybody × in and out of their scope.</summary>
public sealed class ThingsMatrixTests(MatrixFixture fixture) : IClassFixture<MatrixFixture>
{
    // What each line asks of the engine when it is allowed; null: a read.
    private static readonly (string Line, Right Right, string? Asks, string Missing)[] _named =
    [
        ("volume inspect {0}", Right.View, null, "get {0}: no such volume"),
        ("volume rm {0}", Right.Remove, "DELETE volumes remove {0}", "get {0}: no such volume"),
        ("network inspect {0}", Right.View, null, "network {0} not found"),
        ("network rm {0}", Right.Remove, "DELETE networks remove {0}", "network {0} not found"),
        ("network connect {0} mine", Right.Create, "POST networks connect {0}", "network {0} not found"),
        ("network disconnect {0} mine", Right.Create, "POST networks disconnect {0}", "network {0} not found"),
        ("network connect mine {0}", Right.Create, "POST networks connect mine", "No such container: {0}"),
    ];

    public static TheoryData<string> Everybody => [.. MatrixFixture.Everybody];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Named_InAndOutOfScope_IsDoneOrRefusedOrUnknown(string who)
    {
        foreach (var (line, right, asks, missing) in _named)
        {
            foreach (var name in (string[])["mine", "theirs", "no-such"])
            {
                fixture.Engine.Asked.Clear();
                if (await RunAsync(who, Fill(line, name)) is not { } answer)
                {
                    continue;
                }

                var exists = name != "no-such" && (name == "mine" || !MatrixFixture.IsScoped(who));
                if (!exists)
                {
                    // Without the right on the other of the two things, that may be said instead.
                    Assert.True(
                        answer.Stderr.Contains(Fill(missing, name), StringComparison.Ordinal)
                        || (!MatrixFixture.RightsOf(who).HasFlag(right) && answer.Stderr.Contains("lacks the right to do this to mine", StringComparison.Ordinal)),
                        answer.Stderr);
                    Assert.NotEqual(0, answer.ExitCode);
                    Assert.Empty(fixture.Engine.Asked);
                }
                else if (!MatrixFixture.RightsOf(who).HasFlag(right))
                {
                    Assert.Contains("lacks the right", answer.Stderr, StringComparison.Ordinal);
                    Assert.Empty(fixture.Engine.Asked);
                }
                else
                {
                    Assert.Equal((0, ""), (answer.ExitCode, answer.Stderr));
                    Assert.Equal(asks is null ? [] : [Fill(asks, name)], fixture.Engine.Asked);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Inspect_OfAnything_KnowsOnlyWhatIsInScope(string who)
    {
        foreach (var (type, name) in from t in (string[])["", "--type volume", "--type network"] from n in (string[])["mine", "theirs"] select (t, n))
        {
            if (await RunAsync(who, $"inspect {type} {name}") is { } answer)
            {
                Assert.Equal(name == "mine" || !MatrixFixture.IsScoped(who) ? 0 : 1, answer.ExitCode);
            }
        }

        // A network tells who is in it, as far as they can be seen.
        if (await RunAsync(who, "network inspect mine --format '{{range .Containers}}{{.Name}} {{end}}'") is { } members)
        {
            Assert.Equal(MatrixFixture.IsScoped(who) ? "mine \n" : "mine theirs \n", members.Stdout);
        }
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Lists_Each_ShowAndPruneOnlyWhatIsInScope(string who)
    {
        string[] visible = !MatrixFixture.IsSignedIn(who) ? [] : MatrixFixture.IsScoped(who) ? ["mine"] : ["mine", "theirs"];
        foreach (var sort in (string[])["volume", "network"])
        {
            if (await RunAsync(who, $"{sort} ls --format '{{{{.Name}}}}'") is not { } listed)
            {
                return;
            }

            Assert.Equal(visible, listed.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            fixture.Engine.Asked.Clear();
            var pruned = (await RunAsync(who, $"{sort} prune -f"))!;
            string[] asked = !MatrixFixture.RightsOf(who).HasFlag(Right.Remove) ? [] : MatrixFixture.IsScoped(who) ? [$"DELETE {sort}s remove mine"] : [$"POST {sort}s prune"];
            Assert.Equal(asked, fixture.Engine.Asked);
            Assert.Equal(asked.Length == 0, pruned.Stderr.Contains("lacks the right", StringComparison.Ordinal));
        }

        var df = (await RunAsync(who, "system df"))!;
        Assert.Equal(MatrixFixture.IsScoped(who) ? 1 : 0, df.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Creation_InAndOutOfScope_IsDoneOrRefused(string who)
    {
        const string shop = "--label com.docker.compose.project=shop";
        foreach (var (line, inScope) in ((string, bool)[])
            [
                ($"volume create {shop} x", true), ("volume create x", false), ("volume create --label com.docker.compose.project=bank x", false),
                ($"volume create {shop} -o type=none -o o=bind -o device=/etc x", false), ($"volume create {shop} -d nfs x", false),
                ($"network create {shop} x", true), ("network create x", false), ($"network create {shop} -d macvlan -o parent=eth0 x", false),
                ($"network create {shop} -o com.docker.network.bridge.name=docker0 x", false), ($"network create {shop} --subnet 10.0.0.0/8 x", false), ($"network create {shop} --config-from y x", false),
            ])
        {
            fixture.Engine.Asked.Clear();
            if (await RunAsync(who, line) is not { } answer)
            {
                continue;
            }

            var rights = MatrixFixture.RightsOf(who);
            var bypasses = rights.HasFlag(Right.Manage) && !MatrixFixture.IsScoped(who);
            if (rights.HasFlag(Right.Create) && (inScope || bypasses))
            {
                Assert.Equal((0, "made\n"), (answer.ExitCode, answer.Stdout));
                Assert.Equal([$"POST {line.Split(' ')[0]}s create"], fixture.Engine.Asked);
            }
            else
            {
                Assert.NotEqual(0, answer.ExitCode);
                Assert.Matches("lacks the right|may not create", answer.Stderr);
                Assert.Empty(fixture.Engine.Asked);
            }
        }
    }

    private static string Fill(string template, string name) => template.Replace("{0}", name, StringComparison.Ordinal);

    // Null: they are not let in at all.
    private async Task<CommandResponse?> RunAsync(string who, string line)
    {
        using var response = await fixture.Client(who).PostAsJsonAsync("/api/v1/environments/local/commands", new CommandRequest($"docker {line}"));
        if (!MatrixFixture.IsSignedIn(who))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            return null;
        }

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<CommandResponse>())!;
    }
}
