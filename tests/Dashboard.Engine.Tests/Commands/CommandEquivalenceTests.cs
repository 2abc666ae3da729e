using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Commands;

/// <summary>The same line given to the real docker CLI and to us: same exit code, same words, same effect.</summary>
public sealed class CommandEquivalenceTests(EngineFixture fixture)
{
    /// <summary>{a} and {b} are two running containers, {s} is a stopped one; each side has its own.</summary>
    [Theory]
    [InlineData("stop {a} {b}")]
    [InlineData("stop -t 0 {a}")]
    [InlineData("stop {a} nosuch {b}")]
    [InlineData("stop {s}")]
    [InlineData("stop nosuch")]
    [InlineData("start {s}")]
    [InlineData("start {a}")]
    [InlineData("start nosuch {s} nosuch2")]
    [InlineData("start -a {a} {b}")]
    [InlineData("start -a nosuch")]
    [InlineData("attach {s}")]
    [InlineData("attach nosuch")]
    [InlineData("attach --no-stdin {s}")]
    [InlineData("restart -t 0 {a} {s}")]
    [InlineData("restart nosuch")]
    [InlineData("kill {a}")]
    [InlineData("kill -s HUP {b}")]
    [InlineData("kill -s NOSUCHSIGNAL {a}")]
    [InlineData("kill {s}")]
    [InlineData("rm {s}")]
    [InlineData("rm {a}")]
    [InlineData("rm -f {a} {b} {s}")]
    [InlineData("rm -f nosuch")]
    [InlineData("rm -fv {a}")]
    [InlineData("container rm {s}")]
    [InlineData("exec {a} echo hello")]
    [InlineData("exec {a} sh -c 'echo out; echo err >&2; exit 3'")]
    [InlineData("exec -e A=1 -w /tmp {a} sh -c 'echo $A; pwd'")]
    [InlineData("exec -u 65534 {a} id -u")]
    [InlineData("exec {s} true")]
    [InlineData("exec nosuch true")]
    [InlineData("exec {a} /no/such/program")]
    [InlineData("exec -d {a} sleep 30")]
    [InlineData("exec -dit -w /tmp {a} sleep 30")]
    [InlineData("exec -d {a} /no/such/program")]
    [InlineData("pause {a} {b}")]
    [InlineData("pause {a} nosuch {b}")]
    [InlineData("pause {a} {a}")]
    [InlineData("container pause {b}")]
    [InlineData("unpause {a}")]
    [InlineData("rename {s} {s}-new")]
    [InlineData("container rename {a} {a}-2")]
    public async Task Run_TheSameLine_DoesAndSaysWhatTheCliDoes(string template)
    {
        var token = TestContext.Current.CancellationToken;
        var ours = await TwinContainers.MakeAsync(fixture, token);
        var theirs = await TwinContainers.MakeAsync(fixture, token);

        var cli = await fixture.Engine.DockerAsync(token, theirs.Words(template));
        var result = await fixture.Services.RunAsync(ours.Fill(template), token);

        Assert.Equal(
            (cli.ExitCode, theirs.Neutral(cli.Stdout), theirs.Neutral(cli.Stderr)),
            (result.ExitCode, ours.Neutral(result.Stdout), ours.Neutral(result.Stderr)));
        Assert.Equal(await StatesAsync(theirs, token), await StatesAsync(ours, token));
        await fixture.Engine.DockerAsync(token, ["rm", "-f", .. theirs.Ids.Keys, .. ours.Ids.Keys]);
    }

    private async Task<string> StatesAsync(TwinContainers trio, CancellationToken token)
    {
        var list = await fixture.Engine.DockerAsync(token, "ps", "-a", "--format", "{{.Names}} {{.State}}");
        return string.Join('\n', list.EnsureSuccess().Stdout.Split('\n').Where(trio.Names).Select(trio.Neutral).Order());
    }
}
