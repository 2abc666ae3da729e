using System.Globalization;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

/// <summary>What the verbs do on a real engine, beyond the words that the equivalence tests compare.</summary>
public sealed class ContainerVerbsTests(EngineFixture fixture)
{
    private static readonly GrantScope Shop = GrantScope.OnStack("local", "shop");

    [Fact]
    public async Task Inspect_Viewer_SeesNoSecretInAnyShape()
    {
        var name = await RunAsync(["-e", "DB_PASSWORD=hunter2", "-e", "PLAIN=shown", "--label", "com.docker.compose.project=shop"]);
        foreach (var line in (string[])[$"inspect {name}", $"container inspect {name}", $"inspect -f json {name}", $"inspect -f '{{{{.Config.Env}}}}' {name}", $"inspect -f '{{{{json .}}}}' {name}"])
        {
            var seen = await AsAsync(Scoped(BuiltInRoles.Developer), line);
            Assert.Equal((0, ""), (seen.ExitCode, seen.Stderr));
            Assert.DoesNotContain("hunter2", seen.Stdout, StringComparison.Ordinal);
            Assert.Contains("DB_PASSWORD=********", seen.Stdout, StringComparison.Ordinal);
            Assert.Contains("PLAIN=shown", seen.Stdout, StringComparison.Ordinal);

            var revealed = await AsAsync(ServiceHost.Admin, line);
            Assert.Contains("DB_PASSWORD=hunter2", revealed.Stdout, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Inspect_ThatReveals_LeavesARow_AndOthersDoNot()
    {
        var secret = await RunAsync(["-e", "TOKEN=t"]);
        var plain = await RunAsync([]);

        await AsAsync(ServiceHost.Admin, $"inspect {secret}");
        await AsAsync(ServiceHost.Admin, $"inspect {plain}");
        await AsAsync(ServiceHost.Admin, "ps");

        var page = await fixture.Services.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(), null, 1000, TestContext.Current.CancellationToken);
        var lines = page.Select(r => r.Action).ToList();
        Assert.Contains($"docker inspect {secret}", lines);
        Assert.DoesNotContain($"docker inspect {plain}", lines);
    }

    [Fact]
    public async Task Top_OptionsThatShowTheEnvironment_AreForThoseWhoMayReveal()
    {
        var name = await RunAsync(["-e", "DB_PASSWORD=hunter2", "--label", "com.docker.compose.project=shop"]);

        var refused = await AsAsync(Scoped(BuiltInRoles.Developer), $"top {name} e");
        var shown = await AsAsync(ServiceHost.Admin, $"top {name} axe");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("lacks the right", refused.Stderr, StringComparison.Ordinal);
        // That the host's ps really does it is why the right is asked for.
        Assert.Contains("hunter2", shown.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prune_Scoped_RemovesOnlyWhatIsTheirsAndStopped()
    {
        var mine = await CreateAsync("--label", "com.docker.compose.project=shop");
        var kept = await CreateAsync("--label", "com.docker.compose.project=shop", "--label", "keep=yes");
        var running = await RunAsync(["--label", "com.docker.compose.project=shop"]);
        var theirs = await CreateAsync();

        var result = await AsAsync(Scoped(BuiltInRoles.Developer), "container prune -f --filter 'label!=keep=yes' --filter until=1ns");

        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        Assert.StartsWith("Deleted Containers:\n", result.Stdout, StringComparison.Ordinal);
        Assert.EndsWith("\n\nTotal reclaimed space: 0B\n", result.Stdout, StringComparison.Ordinal);
        var left = (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "ps", "-a", "--format", "{{.Names}}")).Stdout.Split('\n');
        Assert.DoesNotContain(mine, left);
        Assert.All([kept, running, theirs], name => Assert.Contains(name, left));
    }

    [Fact]
    public async Task Commit_Container_MakesTheImageThatTheCliMakes()
    {
        var name = await RunAsync([]);
        await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "exec", name, "sh", "-c", "echo hi > /committed");
        const string options = "-a me -m 'for later' -c 'ENV A=\"1 2\"' -c 'CMD [\"x\"]'";

        var ours = await AsAsync(ServiceHost.Admin, $"commit {options} {name} made-by/us:v1");
        var cli = await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, ["commit", .. ShellWords.Split(options), name, "made-by/cli:v1"]);

        Assert.Equal((0, ""), (ours.ExitCode, ours.Stderr));
        Assert.Equal(cli.Stdout.Length, ours.Stdout.Length);
        foreach (var format in (string[])["{{json .Config}}", "{{.Author}} {{.Comment}}", "{{json .RootFS.Type}} {{len .RootFS.Layers}}"])
        {
            Assert.Equal(
                (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "image", "inspect", "-f", format, "made-by/cli:v1")).EnsureSuccess().Stdout,
                (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "image", "inspect", "-f", format, "made-by/us:v1")).EnsureSuccess().Stdout);
        }
    }

    [Fact]
    public async Task Commit_WithAName_IsNotForThoseWhoHoldAPartOfTheEngine()
    {
        var name = await CreateAsync("--label", "com.docker.compose.project=shop");

        var named = await AsAsync(Scoped(BuiltInRoles.Developer), $"commit {name} busybox:test");
        var nameless = await AsAsync(Scoped(BuiltInRoles.Developer), $"commit {name}");

        Assert.Equal(1, named.ExitCode);
        Assert.Contains("lacks the right", named.Stderr, StringComparison.Ordinal);
        Assert.Equal(0, nameless.ExitCode);
    }

    [Fact]
    public async Task Wait_RunningContainer_EndsWithIt()
    {
        var name = await RunAsync([]);
        var waiting = AsAsync(ServiceHost.Admin, $"wait {name}");
        Assert.False(waiting.IsCompleted);

        await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "kill", name);

        var result = await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal((0, "137\n"), (result.ExitCode, result.Stdout));
    }

    [Fact]
    public async Task Stats_BusyContainer_IsNearWhatTheCliShows()
    {
        var name = EngineFixture.NewName("busy");
        await fixture.Engine.RunContainerAsync(name, ["--cpus", "0.2"], ["sh", "-c", "while :; do :; done"], TestContext.Current.CancellationToken);
        const string format = "{{.CPUPerc}} {{.MemUsage}}";

        // At once, so that both look at the same seconds; the limit holds the CPU near 20 %.
        var cli = fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "stats", "--no-stream", "--format", format, name);
        var ours = AsAsync(ServiceHost.Admin, $"stats --no-stream --format '{format}' {name}");
        var (theirs, mine) = ((await cli).EnsureSuccess().Stdout.Split(' '), (await ours).Stdout.Split(' '));
        await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "rm", "-f", name);

        Assert.InRange(Percent(mine[0]), Percent(theirs[0]) - 6, Percent(theirs[0]) + 6);
        Assert.InRange(Percent(mine[0]), 5, 60);
        Assert.Equal(theirs[^1], mine[^1]);
    }

    [Fact]
    public async Task Stats_InATerminal_PaintsUntilCtrlC()
    {
        var name = await RunAsync([]);
        var terminal = new ScriptedTerminal();
        var run = fixture.Services.Get<ICommandRunner>().RunAsync(
            ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse($"stats {name}"), terminal, TestContext.Current.CancellationToken);

        await Eventually.ThatAsync(() => terminal.Text.Split("\u001b[H").Length > 2, "two screens were painted");
        terminal.Type("\u0003");

        Assert.Equal(130, (await run.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).ExitCode);
        Assert.StartsWith("\u001b[2J\u001b[HCONTAINER ID", terminal.Text, StringComparison.Ordinal);
        Assert.Contains(name, terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_StreamingWithoutATerminal_IsToldWhatToDo()
    {
        var result = await AsAsync(ServiceHost.Admin, "stats");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--no-stream", result.Stderr, StringComparison.Ordinal);
    }

    private static double Percent(string text) => double.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture);

    private static Actor Scoped(string role) =>
        new("kim", "kim", "cli", new GrantSet([new HeldGrant("", role, BuiltInRoles.RightsOf(role), Shop, null)]));

    private Task<CommandResult> AsAsync(Actor actor, string line) => fixture.Services.Get<ICommandRunner>().RunAsync(
        actor, fixture.Services.Local, CommandLine.Parse(line), terminal: null, TestContext.Current.CancellationToken);

    private async Task<string> RunAsync(string[] options)
    {
        var name = EngineFixture.NewName("verb");
        await fixture.Engine.RunContainerAsync(name, options, ["sleep", "600"], TestContext.Current.CancellationToken);
        return name;
    }

    private async Task<string> CreateAsync(params string[] options)
    {
        var name = EngineFixture.NewName("verb-s");
        (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, ["create", "--name", name, .. options, fixture.Engine.BusyboxImage, "true"])).EnsureSuccess();
        return name;
    }

    private sealed class ScriptedTerminal : ITerminal
    {
        private readonly StringBuilder _text = new();
        private readonly TaskCompletionSource<byte[]> _typed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public TerminalDimensions Dimensions => new(80, 24);

        public void Type(string keys) => _typed.TrySetResult(Encoding.UTF8.GetBytes(keys));

        public Task<TerminalDimensions> NextDimensionsAsync(CancellationToken cancellationToken) =>
            new TaskCompletionSource<TerminalDimensions>().Task.WaitAsync(cancellationToken);

        public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellationToken) => await _typed.Task.WaitAsync(cancellationToken);

        public ValueTask WriteOutputAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            lock (_text)
            {
                _text.Append(Encoding.UTF8.GetString(bytes.Span));
            }

            return ValueTask.CompletedTask;
        }
    }
}
