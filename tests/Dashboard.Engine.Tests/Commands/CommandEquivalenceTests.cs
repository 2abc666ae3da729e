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
    public async Task Run_TheSameLine_DoesAndSaysWhatTheCliDoes(string template)
    {
        var token = TestContext.Current.CancellationToken;
        var ours = await MakeAsync(token);
        var theirs = await MakeAsync(token);

        var cli = await fixture.Engine.DockerAsync(token, [.. Dashboard.Services.Commands.ShellWords.Split(theirs.Fill(template))]);
        var result = await fixture.Services.RunAsync(ours.Fill(template), token);

        Assert.Equal(
            (cli.ExitCode, theirs.Neutral(cli.Stdout), theirs.Neutral(cli.Stderr)),
            (result.ExitCode, ours.Neutral(result.Stdout), ours.Neutral(result.Stderr)));
        Assert.Equal(await StatesAsync(theirs, token), await StatesAsync(ours, token));
    }

    private async Task<Trio> MakeAsync(CancellationToken token)
    {
        var (a, b, s) = (EngineFixture.NewName("eq-a"), EngineFixture.NewName("eq-b"), EngineFixture.NewName("eq-s"));
        // A trap, so that stop need not wait for the kill.
        string[] command = ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"];
        var idA = await fixture.Engine.RunContainerAsync(a, [], command, token);
        var idB = await fixture.Engine.RunContainerAsync(b, [], command, token);
        var idS = (await fixture.Engine.DockerAsync(token, "create", "--name", s, fixture.Engine.BusyboxImage, "sleep", "60")).EnsureSuccess().Text;
        return new Trio(a, b, s, new() { [idA] = "{a}", [idB] = "{b}", [idS] = "{s}" });
    }

    private async Task<string> StatesAsync(Trio trio, CancellationToken token)
    {
        var list = await fixture.Engine.DockerAsync(token, "ps", "-a", "--format", "{{.Names}} {{.State}}");
        return string.Join('\n', list.EnsureSuccess().Stdout.Split('\n').Where(trio.Names).Select(trio.Neutral).Order());
    }

    private sealed record Trio(string A, string B, string S, Dictionary<string, string> Ids)
    {
        public string Fill(string template) => template
            .Replace("{a}", A, StringComparison.Ordinal).Replace("{b}", B, StringComparison.Ordinal).Replace("{s}", S, StringComparison.Ordinal);

        // The engine quotes what it was given, and we give it the id that the name stood for.
        public string Neutral(string text) => Ids.Aggregate(
            text.Replace(A, "{a}", StringComparison.Ordinal).Replace(B, "{b}", StringComparison.Ordinal).Replace(S, "{s}", StringComparison.Ordinal),
            (t, id) => t.Replace(id.Key, id.Value, StringComparison.Ordinal));

        public bool Names(string line) => line.StartsWith(A + " ", StringComparison.Ordinal)
            || line.StartsWith(B + " ", StringComparison.Ordinal) || line.StartsWith(S + " ", StringComparison.Ordinal);
    }
}
