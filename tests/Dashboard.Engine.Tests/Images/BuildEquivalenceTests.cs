using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Images;

/// <summary>Dockerfiles built by the docker CLI and by us from the same archive: the same words, the same exit code, the same settings and the same files.</summary>
public sealed partial class BuildEquivalenceTests(EngineFixture fixture)
{
    /// <summary>Each a name, a Dockerfile with "|" for line breaks, and options.</summary>
    public static TheoryData<string, string, string> Dockerfiles => new()
    {
        { "plain", "FROM busybox:latest", "" },
        { "run", "FROM busybox:latest|RUN echo hello > /x", "" },
        { "copy", "FROM busybox:latest|COPY a.txt /data/", "" },
        { "copy folder", "FROM busybox:latest|COPY sub /data/sub", "" },
        { "copy pattern", "FROM busybox:latest|COPY sub/*.txt /data/", "" },
        { "copy chown", "FROM busybox:latest|COPY --chown=65534:65534 a.txt /a", "" },
        { "add", "FROM busybox:latest|ADD a.txt /a", "" },
        { "workdir", "FROM busybox:latest|WORKDIR /w|COPY a.txt .|RUN pwd > p", "" },
        { "env", "FROM busybox:latest|ENV A=1 B=\"two words\"|ENV C=$A-$B|RUN echo $C > /c", "" },
        { "arg", "FROM busybox:latest|ARG X=default|RUN echo $X > /x", "" },
        { "arg given", "FROM busybox:latest|ARG X=default|RUN echo $X > /x", "--build-arg X=given" },
        { "arg before from", "ARG T=latest|FROM busybox:$T|RUN true", "--build-arg T=latest" },
        { "arg unused", "FROM busybox:latest", "--build-arg NOSUCH=1" },
        { "label", "FROM busybox:latest|LABEL a=b c=\"d e\"", "--label x=y --label empty" },
        { "user expose volume", "FROM busybox:latest|USER 1000:1000|EXPOSE 80 53/udp|VOLUME /data", "" },
        { "entrypoint cmd", "FROM busybox:latest|ENTRYPOINT [\"echo\"]|CMD [\"a\",\"b\"]", "" },
        { "shell forms", "FROM busybox:latest|SHELL [\"/bin/sh\",\"-ec\"]|CMD echo $HOME|STOPSIGNAL SIGINT", "" },
        { "healthcheck onbuild", "FROM busybox:latest|HEALTHCHECK --interval=5s CMD true|ONBUILD RUN echo later", "" },
        { "stages", "FROM busybox:latest AS one|RUN echo made > /made|FROM busybox:latest|COPY --from=one /made /got", "" },
        { "stage by number", "FROM busybox:latest|RUN echo made > /made|FROM busybox:latest|COPY --from=0 /made /got", "" },
        { "copy from image", "FROM busybox:latest|COPY --from=busybox:latest /bin/busybox /again", "" },
        { "target", "FROM busybox:latest AS one|RUN echo one > /1|FROM busybox:latest AS two|RUN exit 9", "--target one" },
        { "other file", "FROM busybox:latest|RUN exit 1", "-f Other.dockerfile" },
        { "no cache and quiet", "FROM busybox:latest|RUN echo q > /q", "--no-cache -q" },
        { "network none", "FROM busybox:latest|RUN ls /sys/class/net > /net", "--network none" },
        { "limits", "FROM busybox:latest|RUN ulimit -n > /n", "--ulimit nofile=99:99 --shm-size 32m --memory 64m" },
        { "add host", "FROM busybox:latest|RUN grep odd /etc/hosts > /h", "--add-host odd:10.1.2.3" },
        { "comment and continuation", "# a comment|FROM busybox:latest|RUN echo a > /x \\|    && echo b >> /x", "" },
        // What a process prints last is lost by the engine now and then when it ends at once: the CLI itself printed it in ten of twelve builds.
        { "run fails", "FROM busybox:latest|RUN echo before; sleep 1; exit 7", "" },
        { "program missing", "FROM busybox:latest|RUN if ! /no/such/program; then sleep 1; exit 127; fi", "" },
        { "copy missing", "FROM busybox:latest|COPY nosuch /x", "" },
        { "copy climbs", "FROM busybox:latest|COPY ../../etc/passwd /x", "" },
        { "unknown instruction", "FROM busybox:latest|NOSUCH a", "" },
        { "empty", "# nothing", "" },
        { "no from", "RUN true", "" },
        { "target missing", "FROM busybox:latest", "--target nosuch" },
        { "file missing", "FROM busybox:latest", "-f nosuch" },
        { "bad tag", "FROM busybox:latest", "-t Foo:1" },
        { "heredoc", "FROM busybox:latest|RUN <<E|echo x|E", "" },
        { "mount", "FROM busybox:latest|RUN --mount=type=cache,target=/c true", "" },
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public async Task Build_TheSameContext_MakesAndSaysWhatTheCliDoes(string name, string dockerfile, string options)
    {
        Assert.NotEmpty(name);
        var (theirs, ours) = (EngineFixture.NewName("built-cli"), EngineFixture.NewName("built-ours"));
        var archive = await BuildSamples.ContextAsync(dockerfile.Replace('|', '\n') + "\n", Stop);
        var path = Path.Combine(Directory.CreateTempSubdirectory("dashboard-context-").FullName, "context.tar");
        await File.WriteAllBytesAsync(path, archive, Stop);

        var cli = await fixture.Engine.DockerFromFileAsync(path, Stop, ["build", "-t", theirs, .. ShellWords.Split(options), "-"]);
        var result = await RunAsync($"build -t {ours} {options} -", archive);

        // One after the other: a difference of long texts in a tuple isn't told.
        Assert.Equal(Neutral(cli.Stderr, theirs), Neutral(result.Stderr, ours));
        Assert.Equal(Neutral(cli.Stdout, theirs), Neutral(result.Stdout, ours));
        Assert.Equal(cli.ExitCode, result.ExitCode);
        if (cli.ExitCode == 0)
        {
            Assert.Equal(await ConfigAsync(theirs), await ConfigAsync(ours));
            Assert.Equal(await BuildSamples.TreeAsync(fixture.Engine, theirs, Stop), await BuildSamples.TreeAsync(fixture.Engine, ours, Stop));
            await fixture.Engine.DockerAsync(Stop, "rmi", "-f", theirs, ours);
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public async Task Build_LoneDockerfile_IsWrappedAsTheCliWrapsIt()
    {
        var (theirs, ours) = (EngineFixture.NewName("lone-cli"), EngineFixture.NewName("lone-ours"));
        var text = Encoding.UTF8.GetBytes("FROM busybox:latest\nRUN echo lone > /lone\n");
        var path = Path.Combine(Directory.CreateTempSubdirectory("dashboard-context-").FullName, "Dockerfile");
        await File.WriteAllBytesAsync(path, text, Stop);

        var cli = await fixture.Engine.DockerFromFileAsync(path, Stop, "build", "-t", theirs, "-");
        var result = await RunAsync($"build -t {ours} -", text);

        Assert.Equal((0, Neutral(cli.Stdout, theirs)), (result.ExitCode, Neutral(result.Stdout, ours)));
        Assert.Equal(await BuildSamples.TreeAsync(fixture.Engine, theirs, Stop), await BuildSamples.TreeAsync(fixture.Engine, ours, Stop));
        await fixture.Engine.DockerAsync(Stop, "rmi", "-f", theirs, ours);
    }

    [Fact]
    public async Task Build_Cancelled_StopsTheEnginesWork()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var mark = EngineFixture.NewName("cancelled");
        var seen = new Told(value =>
        {
            if (value.Status.Contains("Running in", StringComparison.Ordinal))
            {
                cancel.Cancel();
            }
        });
        using var context = new MemoryStream(Encoding.UTF8.GetBytes($"FROM busybox:latest\nLABEL mark={mark}\nRUN sleep 600\n"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Services.Get<ICommandRunner>().RunAsync(
            ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse("build --no-cache -"), new CommandFiles(context, null), seen, cancel.Token));

        await Eventually.ThatAsync(
            async () => (await fixture.Engine.DockerAsync(Stop, "ps", "-q", "--filter", $"label=mark={mark}", "--filter", "status=running")).Text.Length == 0,
            TimeSpan.FromSeconds(30), "the build's container has ended", Stop);
    }

    // What the builder keeps of how, and not of what, it built is another each time.
    private async Task<string> ConfigAsync(string image) => Ids().Replace((await BuildSamples.ConfigAsync(fixture.Engine, image, Stop)).GetRawText(), "…");

    private Task<CommandResult> RunAsync(string line, byte[] context) => fixture.Services.Get<ICommandRunner>().RunAsync(
        ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse(line), new CommandFiles(new MemoryStream(context), null), Stop);

    // The CLI's advice about its own plugins, ids, which of the two found the other's steps in the cache, and how the engine cut what a process wrote to stderr: each piece has its own colour.
    private static string Neutral(string text, string name) => string.Join('\n', Ids().Replace(text.Split("\n\nUsage:")[0].Replace(name, "{name}", StringComparison.Ordinal).Replace("\e[0m\e[91m", "", StringComparison.Ordinal), "…").Split('\n')
        .Where(l => !l.StartsWith("DEPRECATED:", StringComparison.Ordinal) && !l.Contains("Install the buildx component", StringComparison.Ordinal) && !l.Contains("https://docs.docker.com/go/buildx/", StringComparison.Ordinal))
        .Where(l => !l.StartsWith(" ---> ", StringComparison.Ordinal) && !l.StartsWith("Removing intermediate container", StringComparison.Ordinal))).Trim('\n');

    [GeneratedRegex("(?:sha256:)?[0-9a-f]{64}|\\b[0-9a-f]{12}\\b")]
    private static partial Regex Ids();

    private sealed class Told(Action<LayerProgress> tell) : IProgress<LayerProgress>
    {
        public void Report(LayerProgress value) => tell(value);
    }
}
