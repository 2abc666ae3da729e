using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Recreation;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

public sealed class RecreateContainerTests(EngineFixture fixture)
{
    // What no option of today's CLI can lose: several networks, an anonymous volume, odd text.
    private static readonly string[] _options =
    [
        "-v", "/anonymous", "-e", "ODD=a \"b\" 한 <i>", "--label", "x=y", "--network-alias", "alias", "--restart", "on-failure:3", "-m", "64m", "--init", "--ulimit", "nofile=99",
        "--add-host", "a:1.2.3.4", "--hostname", "named", "--stop-timeout", "1", "--log-opt", "max-size=1m",
    ];

    public static TheoryData<string> Families => [.. CreationLines.Good.Keys];

    public static TheoryData<string, bool> Steps
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (var step in (string[])["/containers/create", "/connect", "rename:-old-", "rename:{n}", "/stop", "/start", "exit"])
            {
                rows.Add(step, true);
            }

            foreach (var step in (string[])["/containers/create", "/connect", "rename:-old-", "rename:{n}"])
            {
                rows.Add(step, false);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Read_AnyContainer_GivesTheCommandThatMakesItAgain(string family)
    {
        var token = TestContext.Current.CancellationToken;
        await CreationEquivalenceTests.PrepareAsync(fixture, token);
        List<string> differences = [];

        // Volumes with a name of their own are made by the first container only; no policy and "no" are the same.
        foreach (var template in CreationLines.Good[family].Where(l => l.StartsWith("create", StringComparison.Ordinal) && !l.Contains("-{n}", StringComparison.Ordinal) && !l.Contains("--restart ''", StringComparison.Ordinal)))
        {
            var (first, second) = (EngineFixture.NewName("rt"), EngineFixture.NewName("rt"));
            Assert.Equal(0, (await fixture.Services.RunAsync(CreationEquivalenceTests.Fill(fixture, template, first), token)).ExitCode);
            var origin = await ContainerOrigin.ReadAsync(fixture.Services.Local.Connection, first, token);
            var command = SpecReader.Read(origin.Spec, second);
            var line = CommandLine.Print(command).Replace("docker run ", "docker create ", StringComparison.Ordinal).Replace("create --detach ", "create ", StringComparison.Ordinal);
            var made = await fixture.Services.RunAsync(line, token);
            if (made.ExitCode != 0)
            {
                differences.Add($"\n{template}\n  {line}\n  {made.Stderr}");
            }
            else
            {
                var both = (await fixture.Engine.DockerAsync(token, "inspect", "--type", "container", first, second)).EnsureSuccess();
                differences.AddRange(InspectComparison.Differences(both.Stdout, first, second).Where(d => !IsAnonymousVolume(template, d)).Select(d => $"\n{template}\n  {line}\n  {d}"));
            }

            await fixture.Engine.DockerAsync(token, "rm", "-fv", first, second);
        }

        Assert.True(differences.Count == 0, string.Concat(differences));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Recreate_FailingAtAnyStep_LeavesTheOldContainerAsItWas(string step, bool isRunning)
    {
        var token = TestContext.Current.CancellationToken;
        await using var engine = await FaultyEngine.StartAsync(fixture.Engine.DockerHost);
        await using var services = await ServiceHost.StartAsync(engine.DockerHost, token);
        var name = await MakeAsync(isRunning, token);
        var before = await StateAsync(name, token);
        engine.RefuseOnce(request => step.Split(':') is ["rename", var part]
            ? request.Contains("/rename", StringComparison.Ordinal) && request.EndsWith(part.Replace("{n}", $"name={name}", StringComparison.Ordinal), StringComparison.Ordinal) == part.StartsWith('{') && (part.StartsWith('{') || request.Contains(part, StringComparison.Ordinal))
            : request.Contains(step, StringComparison.Ordinal));

        var result = await RecreateAsync(services, name, step == "exit" ? ["sh", "-c", "exit 9"] : ["sleep", "600"], token);

        Assert.Equal(step == "exit" ? 0 : 1, engine.Refused);
        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith($"{name} is as it was.\n", result.Stderr);
        Assert.Equal(before, await StateAsync(name, token));
        var left = await fixture.Engine.DockerAsync(token, "ps", "-a", "--filter", $"name={name}", "--format", "{{.Names}}");
        Assert.Equal(name, left.Text);
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task Recreate_WithAnotherLimit_ChangesThatAndNothingElse()
    {
        var token = TestContext.Current.CancellationToken;
        var name = await MakeAsync(isRunning: true, token);
        await fixture.Engine.DockerAsync(token, "exec", name, "sh", "-c", "echo kept > /anonymous/file");
        var before = (await fixture.Engine.DockerAsync(token, "inspect", name)).EnsureSuccess().Stdout;

        var result = await RecreateAsync(fixture.Services, name, ["sleep", "600"], token);

        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        Assert.Equal("kept", (await fixture.Engine.DockerAsync(token, "exec", name, "cat", "/anonymous/file")).Text);
        var after = (await fixture.Engine.DockerAsync(token, "inspect", name)).EnsureSuccess().Stdout;
        var differences = InspectComparison.Differences($"[{before.Trim()[1..^1]},{after.Trim()[1..^1]}]", name, name).Select(d => d.Split(':')[0]);

        // The anonymous volume has a name now. Of networks the engine shows an empty list or none, and its own aliases in any order.
        Assert.Equal(
            [".Args", ".Config.Cmd", ".Config.Volumes", ".HostConfig.Binds", ".HostConfig.Memory", ".HostConfig.MemorySwap", ".Mounts"],
            differences.Where(d => !d.StartsWith(".NetworkSettings.Networks", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var networks = (await fixture.Engine.DockerAsync(token, "inspect", "--format", "{{range $n, $e := .NetworkSettings.Networks}}{{$n}} {{$e.Aliases}}{{end}}", name)).Text;
        Assert.Contains("bridge", networks);
        Assert.Contains("eq-net [alias", networks);
        var left = await fixture.Engine.DockerAsync(token, "ps", "-a", "--filter", $"name={name}", "--format", "{{.Names}}");
        Assert.Equal(name, left.Text);
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    [Fact]
    public async Task Recreate_OfAContainerThatRemovesItself_IsRefused()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("rec");
        await fixture.Engine.RunContainerAsync(name, ["--rm"], ["sleep", "600"], token);

        var result = await RecreateAsync(fixture.Services, name, ["sleep", "600"], token);

        Assert.Equal(EngineErrorKind.Refused, result.Error?.Kind);
        Assert.Contains("--rm", result.Stderr);
        Assert.Equal("true", (await fixture.Engine.DockerAsync(token, "inspect", "--format", "{{.State.Running}}", name)).Text);
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }

    private async Task<string> MakeAsync(bool isRunning, CancellationToken token)
    {
        await CreationEquivalenceTests.PrepareAsync(fixture, token);
        var name = EngineFixture.NewName("rec");
        (await fixture.Engine.DockerAsync(
            token, ["create", "--name", name, "--label", PrivateEngine.Label, "--network", CreationEquivalenceTests.Network, .. _options, fixture.Engine.BusyboxImage, "sleep", "500"])).EnsureSuccess();
        (await fixture.Engine.DockerAsync(token, "network", "connect", "bridge", name)).EnsureSuccess();
        if (isRunning)
        {
            (await fixture.Engine.DockerAsync(token, "start", name)).EnsureSuccess();
        }

        return name;
    }

    private async Task<CommandResult> RecreateAsync(ServiceHost services, string name, string[] command, CancellationToken token)
    {
        var origin = await ContainerOrigin.ReadAsync(fixture.Services.Local.Connection, name, token);
        var shown = SpecReader.Read(origin.Spec, name);
        var edited = shown with
        {
            Command = EquatableList.From(command),
            Limits = shown.Limits with { Memory = Dashboard.Services.Containers.Values.ByteSize.Parse("96m", null) },
        };
        return await services.RunAsync(CommandLine.Print(RecreateContainer.From(ResourceName.Of(name), edited)), token);
    }

    private async Task<string> StateAsync(string name, CancellationToken token) => (await fixture.Engine.DockerAsync(
        token, "inspect", "--format", "{{.Id}} {{.Name}} {{.State.Running}} {{json .Config}} {{json .HostConfig}} {{range $n, $e := .NetworkSettings.Networks}}{{$n}} {{end}}", name)).EnsureSuccess().Text;

    // -v /data becomes -v NAME:/data, on purpose.
    private static bool IsAnonymousVolume(string template, string difference) =>
        (template.Contains("-v /", StringComparison.Ordinal) || template.Contains("type=volume,dst", StringComparison.Ordinal))
        && (difference.StartsWith(".Mounts", StringComparison.Ordinal) || difference.StartsWith(".HostConfig.Binds", StringComparison.Ordinal) || difference.StartsWith(".Config.Volumes", StringComparison.Ordinal));
}
