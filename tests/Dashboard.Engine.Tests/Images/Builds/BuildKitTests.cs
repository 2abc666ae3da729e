using System.Text;
using System.Text.Json;
using Dashboard.Engine.Tests.Registries;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Images.Builds;

/// <summary>An engine that builds with BuildKit, for the tests of one class.</summary>
public sealed class BuildKitFixture : IAsyncLifetime
{
    /// <summary>The engine.</summary>
    public PrivateEngine Engine { get; private set; } = null!;

    /// <summary>The services on it.</summary>
    public ServiceHost Services { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Engine = await PrivateEngine.StartAsync(CancellationToken.None, buildKit: true);
        Services = await ServiceHost.StartAsync(Engine.DockerHost, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Engine.DisposeAsync();
    }
}

/// <summary>
/// Builds where the engine has BuildKit. The docker CLI needs a plugin for it that Debian has not, so the files and settings are compared with
/// those that the CLI makes on the same engine with the classic builder.
/// </summary>
public sealed class BuildKitTests(BuildKitFixture fixture) : IClassFixture<BuildKitFixture>
{
    private const string User = "kim";
    private const string Password = "quartz-Heron-71-p4ss";
    private const string UsualPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>What an image is run with; how the two builders note what they did differs.</summary>
    private static readonly string[] _settings = ["Env", "Cmd", "Entrypoint", "Labels", "User", "WorkingDir", "Volumes", "ExposedPorts", "Healthcheck", "OnBuild", "StopSignal", "Shell"];

    /// <summary>The Dockerfiles of the classic builder's tests that it can build.</summary>
    public static TheoryData<string, string, string> Dockerfiles => new(BuildEquivalenceTests.Dockerfiles.Select(row => row.Data).Where(d => !Skipped(d.Item1)));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public async Task Build_TheSameContext_MakesWhatTheClassicBuilderDoes(string name, string dockerfile, string options)
    {
        Assert.NotEmpty(name);
        var (theirs, ours) = (EngineFixture.NewName("kit-cli"), EngineFixture.NewName("kit-ours"));
        var archive = await BuildSamples.ContextAsync(dockerfile.Replace('|', '\n') + "\n", Stop);
        var path = Path.Combine(TestRun.NewDirectory("context"), "context.tar");
        await File.WriteAllBytesAsync(path, archive, Stop);

        var cli = await fixture.Engine.DockerFromFileAsync(path, Stop, ["build", "-t", theirs, .. ShellWords.Split(options), "-"]);
        var result = await BuildAsync($"build -t {ours} {options} -", archive);

        Assert.True(result.ExitCode == 0 == (cli.ExitCode == 0), $"{result.Stderr}\n{cli.Stderr}");
        if (result.ExitCode == 0)
        {
            Assert.Equal(await SettingsAsync(theirs), await SettingsAsync(ours));
            Assert.Equal(await BuildSamples.TreeAsync(fixture.Engine, theirs, Stop), await BuildSamples.TreeAsync(fixture.Engine, ours, Stop));
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public async Task Build_WithWhatOnlyBuildKitKnows_TellsItsSteps()
    {
        var image = EngineFixture.NewName("kit");

        var result = await BuildAsync($"build --no-cache -t {image} -", "FROM busybox:latest\nRUN --mount=type=cache,target=/c echo printed && touch /c/kept /made\n");

        Assert.Equal((0, ""), (result.ExitCode, result.Stdout));
        var lines = result.Stderr.Split('\n');
        Assert.Contains(lines, l => l.StartsWith('#') && l.EndsWith("RUN --mount=type=cache,target=/c echo printed && touch /c/kept /made", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith('#') && l.EndsWith(" printed", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("writing image sha256:", StringComparison.Ordinal));
        Assert.Contains("/made", await BuildSamples.TreeAsync(fixture.Engine, image, Stop), StringComparison.Ordinal);
        Assert.DoesNotContain("/c/kept", await BuildSamples.TreeAsync(fixture.Engine, image, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_Quietly_GivesTheId()
    {
        var image = EngineFixture.NewName("kit");

        var result = await BuildAsync($"build -q -t {image} -", "FROM busybox:latest\nRUN true\n");

        var id = (await fixture.Engine.DockerAsync(Stop, "image", "inspect", "-f", "{{.Id}}", image)).EnsureSuccess().Text;
        Assert.Equal((0, id + "\n", ""), (result.ExitCode, result.Stdout, result.Stderr));
    }

    [Theory]
    [InlineData("FROM busybox:latest\nRUN echo before; exit 7\n", " before", "exit 7")]
    [InlineData("FROM busybox:latest\nCOPY nosuch /x\n", "", "nosuch")]
    [InlineData("FROM busybox:latest\nNOSUCH a\n", "", "unknown instruction: NOSUCH")]
    public async Task Build_ThatFails_SaysWhy(string dockerfile, string printed, string why)
    {
        var result = await BuildAsync("build --no-cache -", dockerfile);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(printed, result.Stderr, StringComparison.Ordinal);
        Assert.Contains(why, result.Error!.Message, StringComparison.Ordinal);
        Assert.EndsWith(result.Error.Message + "\n", result.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_FromAPrivateRegistry_ShowsTheAccountAndNobodyElse()
    {
        await using var registry = await TestRegistry.StartAsync(Stop, User, Password);
        var image = $"{registry.Host}/team/base:1";
        (await fixture.Engine.DockerAsync(Stop, "login", "-u", User, "-p", Password, registry.Host)).EnsureSuccess();
        (await fixture.Engine.DockerAsync(Stop, "tag", "busybox:latest", image)).EnsureSuccess();
        (await fixture.Engine.DockerAsync(Stop, "push", image)).EnsureSuccess();
        (await fixture.Engine.DockerAsync(Stop, "rmi", image)).EnsureSuccess();
        var dockerfile = $"FROM {image}\nRUN true\n";

        var without = await BuildAsync("build -", dockerfile);
        (await fixture.Services.RunAsync($"login -u {User} -p {Password} {registry.Host}", Stop)).EnsureDone();
        var with = await BuildAsync("build -", dockerfile);

        Assert.Equal(1, without.ExitCode);
        Assert.Contains(image, without.Stderr, StringComparison.Ordinal);
        with.EnsureDone();
        Assert.DoesNotContain(Password, without.Stderr + with.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_WithLimits_IsDoneByTheBuilderThatKnowsThem()
    {
        var result = await BuildAsync("build --no-cache --ulimit nofile=99:99 -", "FROM busybox:latest\nRUN echo limit $(ulimit -n)\n");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("limit 99\n", result.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_Cancelled_StopsTheEnginesWork()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var mark = $"4{Random.Shared.Next(1000, 9999)}";
        using var context = new MemoryStream(Encoding.UTF8.GetBytes($"FROM busybox:latest\nRUN echo begun; sleep {mark}\n"));
        var seen = new Seen(value =>
        {
            if (value.Status.EndsWith(" begun\n", StringComparison.Ordinal))
            {
                cancel.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Services.Get<ICommandRunner>().RunAsync(
            ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse("build --no-cache -"), new CommandFiles(context, null), seen, cancel.Token));

        await Eventually.ThatAsync(() => !Runs($"sleep\0{mark}\0"), TimeSpan.FromSeconds(30), "the build's process has ended", Stop);
    }

    // Those that fail in both are looked at on their own; a bad option never comes to a builder.
    private static bool Skipped(string name) => name is "bad tag" or "heredoc" or "mount" or "run fails" or "program missing";

    private static bool Runs(string commandLine) => Directory.EnumerateDirectories("/proc").Any(p => IsOf(p, commandLine));

    private static bool IsOf(string process, string commandLine)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")) == commandLine;
        }
        catch (IOException)
        {
            // No process, or one that has just ended.
            return false;
        }
    }

    private async Task<string> SettingsAsync(string image)
    {
        var config = await BuildSamples.ConfigAsync(fixture.Engine, image, Stop);
        // The classic builder writes the usual PATH down with the first instruction, BuildKit with FROM.
        return string.Join('\n', _settings.Select(s => $"{s}: {(config.TryGetProperty(s, out var value) && value.ValueKind != JsonValueKind.Null ? string.Concat(value.GetRawText().Where(c => !char.IsWhiteSpace(c))) : "")}"))
            .Replace($"Env: [\"{UsualPath}\"]", "Env: ", StringComparison.Ordinal);
    }

    private Task<CommandResult> BuildAsync(string line, string dockerfile) => BuildAsync(line, Encoding.UTF8.GetBytes(dockerfile));

    private Task<CommandResult> BuildAsync(string line, byte[] context) => fixture.Services.Get<ICommandRunner>().RunAsync(
        ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse(line), new CommandFiles(new MemoryStream(context), null), Stop);

    private sealed class Seen(Action<LayerProgress> tell) : IProgress<LayerProgress>
    {
        public void Report(LayerProgress value) => tell(value);
    }
}
