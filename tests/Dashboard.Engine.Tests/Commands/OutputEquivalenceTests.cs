using System.Text.RegularExpressions;
using Dashboard.Services.Commands;

namespace Dashboard.Engine.Tests.Commands;

/// <summary>Reads of the same containers by the real docker CLI and by us: the same text, character by character.</summary>
[Collection(AloneOnTheEngine.Name)]
public sealed partial class OutputEquivalenceTests(EngineFixture fixture) : IAsyncLifetime
{
    private TwinContainers _containers = null!;

    public async ValueTask InitializeAsync()
    {
        // No secret in it: what is masked is not the same. Odd characters everywhere else.
        _containers = await TwinContainers.MakeAsync(
            fixture,
            TestContext.Current.CancellationToken,
            ["-p", "127.0.0.1::80", "-p", "127.0.0.1::53/udp", "--expose", "9000-9002", "-e", "A=<b>&\"'", "-e", "한국=값 이", "--label", "team=x", "--label", "note=<i>tab\there</i>",
            "-m", "64m", "--cpus", "0.5", "-v", "/data", "-w", "/tmp", "--health-cmd", "true"]);
        (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "exec", _containers.A, "sh", "-c", "echo hi > /tmp/x; rm /usr/bin/yes")).EnsureSuccess();
    }

    public async ValueTask DisposeAsync() =>
        await fixture.Engine.DockerAsync(CancellationToken.None, "rm", "-f", _containers.A, _containers.B, _containers.S);

    [Fact]
    public async Task Inspect_EveryTemplate_PrintsWhatTheCliPrints() => await SameAsync(ReadLines.Templates);

    [Fact]
    public async Task Inspect_Whole_PrintsWhatTheCliPrints() => await SameAsync(ReadLines.Inspections);

    [Fact]
    public async Task Ps_EveryFormat_PrintsWhatTheCliPrints() => await SameAsync(ReadLines.Lists);

    [Fact]
    public async Task OtherReads_OfARunningContainer_PrintWhatTheCliPrints() => await SameAsync(ReadLines.OtherReads);

    /// <summary>Nothing is changed by any of these: something is missing, wrong, or not allowed by the engine.</summary>
    [Fact]
    public async Task WrongLines_Each_AreAnsweredAsByTheCli() => await SameAsync(
    [
        "pause {s}",
        "pause nosuch",
        "unpause nosuch {s}",
        "rename {s} {a}",
        "rename {s} {s}",
        "rename nosuch other",
        "rename {s} 'a b'",
        "rename {s} '../x'",
        "rename {s} '<b>'",
        "rename {s} ''",
        "rename {s} ' '",
        "wait {s}",
        "wait nosuch {s} nosuch2 {s}",
        "port {a}",
        "port {s} 80",
        "port {s} 80/udp",
        "port {s} foo",
        "port {s} ''",
        "port {s} 99999",
        "port {s} -- -1",
        "port nosuch 80",
        "diff {s}",
        "diff nosuch",
        "top {s}",
        "top nosuch",
        "top {a} -o nosuchcolumn",
        "top {a} -eo nosuchcolumn",
        "ps --format '{{.Foo}}'",
        "ps --format '{{.Names'",
        "ps --format '{{nosuch .}}'",
        "ps --format '{{.Label}}'",
        "ps --filter foo=bar",
        "ps --filter status=foo",
        "ps --filter before=nosuch",
        "ps -a --filter name=nosuch",
        "stats --no-stream nosuch {a} nosuch2",
        "stats --no-stream --format '{{.Foo}}' {a}",
        "stats --no-stream --format '{{.Name' {a}",
        "stats --no-stream {s}",
        "stats --no-stream --no-trunc --format '{{.Container}} {{.ID}} {{.Name}} {{.CPUPerc}} {{.MemUsage}} {{.MemPerc}} {{.NetIO}} {{.BlockIO}} {{.PIDs}}' {s}",
        "stats --no-stream --format json {s}",
        "stats --no-stream --format 'table {{.Name}}\\t{{.PIDs}}' {s}",
        "inspect nosuch",
        "inspect nosuch nosuch2",
        "inspect --format '{{.Id}}' nosuch {s}",
        "inspect --type foo {s}",
        "inspect --type container nosuch",
        "container inspect nosuch",
        "container inspect -f json nosuch",
        "inspect -f '{{' {s}",
        "inspect -f '{{foo}}' {s}",
        "commit {s} Foo",
        "commit {s} foo:",
        "commit {s} 'a b'",
        "commit {s} foo/BAR:1",
        "commit {s} x.y:5000/Foo",
        "commit {s} foo@sha256:1713a407b0864ad22202747dad96c6d7a2468cc085b8c926137582264e039b26",
        "commit {s} 1713a407b0864ad22202747dad96c6d7a2468cc085b8c926137582264e039b26",
        "commit nosuch",
        "commit -c 'FOO A' {s}",
        "container prune",
        "container prune -f --filter foo=bar",
        "container prune -f --filter until=foo",
        "container prune -f --filter label=no.such.label",
        "cp nosuch:/x -",
        "cp - nosuch:/tmp",
        "cp - -",
        "cp {a}:/x {b}:/x",
        "cp /a /b",
        "cp ./a:b -",
        "export nosuch",
    ]);

    private Task SameAsync(IEnumerable<string> lines) => SameAnswers.AssertAsync(
        lines,
        async line => Neutral(Answer.Of(await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, _containers.Words(line)))),
        async line => Neutral(Answer.Of(await fixture.Services.RunAsync(_containers.Fill(line), TestContext.Current.CancellationToken))));

    private Answer Neutral(Answer answer) => new(answer.ExitCode, Neutral(answer.Stdout), Neutral(answer.Stderr));

    // The processes of the busy loop come and go, and the engine tells changes of files in any order.
    private string Neutral(string text) => FileChange().IsMatch(text)
        ? string.Join('\n', text.Split('\n').Order(StringComparer.Ordinal))
        : BusyLoop().Replace(_containers.Neutral(text), "");

    [GeneratedRegex(@"\A[CAD] /")]
    private static partial Regex FileChange();

    [GeneratedRegex(@".*sleep.*\n|(?<=\n)\d+ +\d+ +root *\n(?=\z)")]
    private static partial Regex BusyLoop();
}
