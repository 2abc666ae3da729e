using Dashboard.Engine.Tests.Terminals;
using Dashboard.Services.Commands;
using Dashboard.Services.Terminals;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Logs;

public sealed class ShowLogsTests(EngineFixture fixture)
{
    private static readonly string[] _options =
    [
        "", "-t", "--timestamps --tail 2", "-n 0", "-n 1", "-n -5", "--tail all", "--tail x", "--details", "-t --details -n 3", "--since 0", "--since 1h", "--since -1h", "--until 1h", "--until -1h",
        "--since 2020-01-01", "--since 2020-01-01T10", "--since 2020-01-01T10:11", "--since 2020-01-01T10:11:12Z", "--since 2020-01-01T10:11:12.123456789+09:00", "--until 2020-01-01", "-f", "-ft --tail 1",
        "--since foo", "--since 2024-13-01", "--since 2023-02-29", "--since 2024-1-01", "--since 2024-01-01T25", "--since 2024-01-01T1:2", "--since 2024-01-01T10:61", "--since 2024-01-01x", "--since 2024-01-01T10:11:12+9",
        "--since 2024-01-01T10:11:12.5x", "--until x", "--since 1.5.5", "--since ''", "--until 20240101", "--tail", "--nosuch", "-x",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("-t")]
    [InlineData("--log-driver local")]
    [InlineData("--log-opt labels=team --label team=x")]
    [InlineData("--log-driver none")]
    public async Task Run_EveryOption_PrintsWhatTheCliPrints(string options)
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("logs");
        await fixture.Engine.RunContainerAsync(
            name, options.Split(' ', StringSplitOptions.RemoveEmptyEntries), ["sh", "-c", "echo one; echo two >&2; printf 'tab\\there 한국 \\033[31mred\\033[0m\\n'; head -c 40000 /dev/zero | tr '\\0' y; echo; printf 'no end'"], token);
        await fixture.Engine.DockerAsync(token, "wait", name);
        List<string> differences = [];
        foreach (var option in _options)
        {
            var line = $"logs {option} {name}";
            var cli = await fixture.Engine.DockerAsync(token, [.. ShellWords.Split(line)]);
            var ours = await RunAsync(line);
            if ((cli.ExitCode, cli.Stdout, Words(cli.Stderr)) != (ours.ExitCode, ours.Stdout, ours.Stderr))
            {
                differences.Add($"docker {line}\n  expected {cli.ExitCode} {cli.Stdout}|{cli.Stderr}\n  but was  {ours.ExitCode} {ours.Stdout}|{ours.Stderr}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {_options.Length} differ:\n{string.Join('\n', differences)}");
    }

    [Theory]
    [InlineData("logs nosuch")]
    [InlineData("container logs nosuch")]
    [InlineData("logs")]
    [InlineData("logs a b")]
    public async Task Run_NoContainer_SaysWhatTheCliSays(string line)
    {
        var cli = await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, [.. ShellWords.Split(line)]);
        var ours = await RunAsync(line);
        Assert.Equal((cli.ExitCode, cli.Stdout, Words(cli.Stderr)), (ours.ExitCode, ours.Stdout, ours.Stderr));
    }

    [Fact]
    public async Task Run_FollowInATerminal_ShowsLinesAsTheyComeUntilCtrlC()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("logs-follow");
        await fixture.Engine.RunContainerAsync(name, [], ["sh", "-c", "i=0; while :; do i=$((i+1)); echo line $i; sleep 0.1; done"], token);
        await using var terminal = new OpenTerminal(fixture.Services.Get<ITerminals>().Open(
            ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse($"docker logs -f --tail 1 {name}"), 80, 24));
        await terminal.UntilAsync("line 9\r\n");
        await terminal.UntilAsync("line 20\r\n");

        terminal.Type("\u0003");

        Assert.Equal(130, (await terminal.Session.Completion.WaitAsync(TimeSpan.FromSeconds(20), token)).ExitCode);
    }

    // Without the usage that the CLI prints behind some complaints.
    private static string Words(string stderr) => stderr.Split("\nUsage:")[0];

    private async Task<CommandResult> RunAsync(string line)
    {
        try
        {
            return await fixture.Services.RunAsync(line, TestContext.Current.CancellationToken);
        }
        catch (CommandLineException e)
        {
            return new CommandResult(e.ExitCode, "", e.Message + "\n");
        }
    }
}
