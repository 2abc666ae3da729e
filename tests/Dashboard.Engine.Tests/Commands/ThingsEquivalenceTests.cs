using System.Text.RegularExpressions;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Commands;

/// <summary>Volumes, networks, images and the engine's disk, by the real docker CLI and by us on the same engine: the same text, character by character.</summary>
[Collection(AloneOnTheEngine.Name)]
public sealed partial class ThingsEquivalenceTests(EngineFixture fixture) : IAsyncLifetime
{
    private static readonly string[] _volumes = ["things-v1", "things-v2", "things-v10"];
    private static readonly string[] _networks = ["things-n1", "things-n2"];
    private string _container = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var volume in _volumes)
        {
            (await fixture.Engine.DockerAsync(Token, "volume", "create", "--label", "team=x", "--label", "note=<i>&", volume)).EnsureSuccess();
        }

        foreach (var network in _networks)
        {
            (await fixture.Engine.DockerAsync(Token, "network", "create", "--internal", "--label", "team=x", "-o", "a=b", network)).EnsureSuccess();
        }

        _container = EngineFixture.NewName("things");
        await fixture.Engine.RunContainerAsync(_container, ["-v", "things-v1:/data", "--network", "things-n1"], ["sh", "-c", "echo hi > /data/x; sleep 600"], Token);
    }

    public async ValueTask DisposeAsync()
    {
        await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-f", _container);
        await fixture.Engine.DockerAsync(CancellationToken.None, ["volume", "rm", "-f", .. _volumes]);
        await fixture.Engine.DockerAsync(CancellationToken.None, ["network", "rm", "-f", .. _networks]);
    }

    [Fact]
    public async Task Lists_EveryFormat_PrintWhatTheCliPrints() => await SameAsync(ReadLines.ThingLists);

    [Fact]
    public async Task Inspect_OfEachSort_PrintsWhatTheCliPrints() => await SameAsync(ReadLines.ThingInspections);

    [Fact]
    public async Task DiskUse_EveryFormat_PrintsWhatTheCliPrints() => await SameAsync(ReadLines.DiskUse);

    /// <summary>Nothing is changed by any of these: something is missing, wrong, or not allowed by the engine.</summary>
    [Fact]
    public async Task WrongLines_Each_AreAnsweredAsByTheCli() => await SameAsync(
    [
        "volume inspect nosuch", "volume inspect nosuch things-v1 nosuch2", "volume inspect -f '{{.Foo}}' things-v1", "volume inspect -f '{{' things-v1", "network inspect nosuch", "network inspect nosuch things-n1",
        "inspect --type volume nosuch", "inspect --type network nosuch things-v1", "inspect --type image nosuch", "inspect --type volume {image}", "inspect nosuch things-v1", "inspect no/such:1", "inspect nosuch@sha256:abc",
        "volume ls --format '{{.Foo}}'", "volume ls --format '{{.Name'", "volume ls --filter foo=bar", "volume ls -f dangling=foo", "network ls --format '{{.Foo}}'", "network ls --format 'table {{.Foo}}'", "network ls --filter foo=bar",
        "network ls -f dangling=foo", "network ls -f type=foo", "system df --format '{{.Foo}}'", "system df --format '{{'",
        "volume rm nosuch", "volume rm nosuch things-v1 nosuch2", "volume rm -f nosuch", "volume rm things-v1", "network rm nosuch", "network rm nosuch bridge", "network rm -f nosuch", "network rm -f nosuch things-n1",
        "network rm host none", "network connect nosuch {container}", "network connect things-n1 nosuch", "network connect nosuch nosuch", "network connect things-n1 {container}", "network disconnect nosuch {container}",
        "network disconnect things-n2 {container}", "network disconnect things-n1 nosuch", "network disconnect -f things-n1 nosuch", "network connect --ip 10.0.0.1 things-n2 {container}", "network connect --ip foo things-n2 {container}",
        "volume create 'a b'", "volume create -d nosuch x", "volume create ../x", "network create things-n1", "network create --subnet foo x", "network create --gateway 10.0.0.1 x", "network create --subnet 10.0.0.0/8 --subnet 10.1.0.0/16 x",
        "network create --subnet 10.0.0.0/8 --gateway 11.0.0.1 x", "network create --subnet 10.0.0.0/8 --ip-range 11.0.0.0/16 x", "network create --subnet 10.0.0.0/8 --ip-range foo/1 x", "network create --aux-address a=10.0.0.1 x",
        "network create --subnet 10.77.0.0/16,10.78.0.0/16 --gateway 10.77.0.1,10.77.0.2 x", "network create -d nosuch x", "network create --config-from nosuch x", "network create --ipam-driver nosuch x",
        "volume prune", "network prune", "volume prune -f --filter foo=bar", "network prune -f --filter foo=bar", "network prune -f --filter until=foo", "volume prune -f --filter label=no.such.label", "network prune -f --filter label=no.such.label",
    ]);

    [Fact]
    public async Task Changes_MadeByUs_AreThereForTheCli()
    {
        Assert.Equal("made-v\n", (await OkAsync("volume create --label team=z -o type=tmpfs -o device=tmpfs made-v")).Stdout);
        Assert.Equal("map[device:tmpfs type:tmpfs] map[team:z]\n", (await CliAsync("volume", "inspect", "-f", "{{.Options}} {{.Labels}}", "made-v")).Stdout);
        Assert.Equal("made-v\n", (await OkAsync("volume rm made-v")).Stdout);

        var id = (await OkAsync("network create --internal --attachable --label team=z --subnet 10.77.0.0/16 --ip-range 10.77.1.0/24 --gateway 10.77.0.9 --aux-address a=10.77.0.10 -o x=y made-n")).Stdout.Trim();
        Assert.Equal(
            $"{id} true true map[team:z] map[x:y] 10.77.0.0/16 10.77.1.0/24 10.77.0.9 map[a:10.77.0.10]\n",
            (await CliAsync("network", "inspect", "-f", "{{.ID}} {{.Internal}} {{.Attachable}} {{.Labels}} {{.Options}} {{range .IPAM.Config}}{{.Subnet}} {{.IPRange}} {{.Gateway}} {{.AuxAddress}}{{end}}", "made-n")).Stdout);
        await OkAsync($"network connect --ip 10.77.1.77 --alias other made-n {_container}");
        Assert.Contains("10.77.1.77 [other", (await CliAsync("inspect", "-f", "{{with index .NetworkSettings.Networks \"made-n\"}}{{.IPAddress}} {{.Aliases}}{{end}}", _container)).Stdout, StringComparison.Ordinal);
        await OkAsync($"network disconnect made-n {_container}");
        Assert.Equal("made-n\n", (await OkAsync("network rm made-n")).Stdout);
        Assert.Equal(1, (await fixture.Engine.DockerAsync(Token, "network", "inspect", "made-n")).ExitCode);
    }

    [Fact]
    public async Task Prune_OfLabels_RemovesThoseOnly()
    {
        await CliAsync("volume", "create", "--label", "old", "pruned-v");
        await CliAsync("network", "create", "--internal", "--label", "old", "pruned-n");

        Assert.Equal("Deleted Volumes:\npruned-v\n\nTotal reclaimed space: 0B\n", (await OkAsync("volume prune -f --filter label=old")).Stdout);
        Assert.Equal("Deleted Networks:\npruned-n\n\n", (await OkAsync("network prune -f --filter label=old")).Stdout);
        Assert.Equal("things-v1\nthings-v10\nthings-v2\n", string.Concat((await CliAsync("volume", "ls", "-qf", "name=things")).Stdout.Split('\n').Order(StringComparer.Ordinal).Skip(1).Select(n => n + "\n")));
    }

    [Theory]
    [InlineData("volume prune", "cancelled: not confirmed")]
    [InlineData("volume prune -f --filter label=no.such.label", "ok (nothing to remove)")]
    [InlineData("container prune -f --filter label=no.such.label", "ok (nothing to remove)")]
    [InlineData("network prune -f --filter label=no.such.label", "ok (nothing to remove)")]
    public async Task Prune_ThatRemovesNothing_IsNotJustOkInTheAuditLog(string line, string outcome)
    {
        await OkAsync(line);

        // Other tests prune too, and a line may be the beginning of another.
        var printed = CommandLine.Print(CommandLine.Parse($"docker {line}"));
        var rows = await fixture.Services.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(Text: printed), null, 50, Token);
        Assert.Equal(outcome, rows.First(r => r.Action == printed).Outcome);
    }

    private async Task<CommandResult> OkAsync(string line)
    {
        var result = await fixture.Services.RunAsync(line, Token);
        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        return result;
    }

    private async Task<Dashboard.Testing.CliResult> CliAsync(params string[] words) => (await fixture.Engine.DockerAsync(Token, words)).EnsureSuccess();

    // The engine gives images of one second in another order each time that it is asked.
    private static string Ordered(string line, string stdout) =>
        line == "system df -v" ? string.Join('\n', stdout.Split('\n').Order(StringComparer.Ordinal)) : stdout;

    private Task SameAsync(IEnumerable<string> lines) => SameAnswers.AssertAsync(
        lines.Select(l => l.Replace("{image}", fixture.Engine.BusyboxImage, StringComparison.Ordinal).Replace("{container}", _container, StringComparison.Ordinal)),
        async line => Neutral(line, Answer.Of(await fixture.Engine.DockerAsync(Token, [.. ShellWords.Split(line)]))),
        async line => Neutral(line, Answer.Of(await fixture.Services.RunAsync(line, Token))));

    private static Answer Neutral(string line, Answer answer) => new(answer.ExitCode, Ordered(line, Neutral(answer.Stdout)), Neutral(answer.Stderr));

    // The engine makes up names.
    private static string Neutral(string text) => MadeUp().Replace(text, "{id}");

    [GeneratedRegex(@"(?<=\bcreate )[0-9a-f]{64}\b")]
    private static partial Regex MadeUp();
}
