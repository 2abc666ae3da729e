using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Dashboard.Engine.Tests.Images;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Access;

/// <summary>
/// A real engine is not made to contact its own loopback: a listener there sees no connection from what those ask for who do not manage it, and
/// one from what an administrator asks for.
/// </summary>
public sealed class ContactedHostsTests(EngineFixture fixture) : IAsyncLifetime
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private int _connections;

    /// <summary>Lines; {host} is the listener.</summary>
    public static TheoryData<string> Lines =>
    [
        "search {host}/x", "pull {host}/x", "pull -q {host}/x:1", "create {host}/x", "run -d {host}/x", "create --pull always {host}/x", "push {host}/x", "build --cache-from {host}/x -", "create --log-driver syslog --log-opt syslog-address=tcp://{host} busybox:latest",
        "run -d --log-driver gelf --log-opt gelf-address=tcp://{host} busybox:latest true", "run -d --log-driver fluentd --log-opt fluentd-address={host} busybox:latest true", "run -d --log-driver splunk --log-opt splunk-token=x --log-opt splunk-url=http://{host} busybox:latest true",
    ];

    /// <summary>Dockerfiles, with "|" for line breaks.</summary>
    public static TheoryData<string> Dockerfiles =>
    [
        "FROM busybox:latest|ADD http://{host}/x /x", "FROM busybox:latest|ADD [\"http://{host}/x\", \"/x\"]", "FROM busybox:latest|ADD \\|http://{host}/x /x", "FROM busybox:latest|ADD h\"tt\"p://{host}/x /x", "FROM busybox:latest|ENV U=http://{host}/x|ADD $U /x",
        "FROM busybox:latest|RUN cat <<E|ADD http://{host}/x /x|E", "FROM {host}/x", "ARG B={host}/x|FROM $B", "FROM busybox:latest|COPY --from={host}/x / /x", "FROM busybox:latest|ADD http://{host}/x.git /x", "# syntax={host}/x|FROM busybox:latest",
        "FROM busybox:latest|RUN --mount=type=bind,from={host}/x,target=/x true", "FROM busybox:latest|ONBUILD ADD http://{host}/x /x",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public ValueTask InitializeAsync()
    {
        _listener.Start();
        _accepting = AcceptAsync();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Run_ALineThatNamesAHost_ContactsNobody(string line)
    {
        foreach (var role in (string[])[BuiltInRoles.Viewer, BuiltInRoles.Operator, BuiltInRoles.Developer])
        {
            var result = await RunAsync(Holding(role), line.Replace("{host}", Address, StringComparison.Ordinal), Encoding.UTF8.GetBytes("FROM busybox:latest\n"));

            Assert.NotEqual(0, result.ExitCode);
            Assert.Matches("lacks the right|may not", result.Stderr);
        }

        Assert.Equal(0, _connections);
    }

    [Theory]
    [MemberData(nameof(Dockerfiles))]
    public async Task Build_ADockerfileThatNamesAHost_ContactsNobody(string dockerfile)
    {
        var text = dockerfile.Replace('|', '\n').Replace("{host}", Address, StringComparison.Ordinal) + "\n";
        foreach (var input in (byte[][])[Encoding.UTF8.GetBytes(text), await BuildSamples.ContextAsync(text, Stop), await PackedAsync(await BuildSamples.ContextAsync(text, Stop))])
        {
            var result = await RunAsync(Holding(BuiltInRoles.Developer), "build -", input);

            Assert.Equal((EngineErrorKind.Refused, 0), (result.Error?.Kind, _connections));
        }
    }

    // Which of several files the engine would take for the Dockerfile does not matter: it builds what was read.
    [Theory]
    [InlineData("Dockerfile", "Dockerfile")]
    [InlineData("./Dockerfile", "Dockerfile")]
    [InlineData("Dockerfile", "here/Dockerfile")]
    [InlineData("here/Dockerfile", "Dockerfile")]
    [InlineData("Dockerfile", "dockerfile")]
    public async Task Build_SeveralDockerfiles_BuildsTheOneThatWasJudged(string first, string second)
    {
        foreach (var (one, other) in ((string, string)[])[("FROM busybox:latest\n", $"FROM {Address}/x\n"), ($"FROM {Address}/x\n", "FROM busybox:latest\n")])
        {
            using var bytes = new MemoryStream();
            await using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
            {
                await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.SymbolicLink, "here") { LinkName = "." }, Stop);
                foreach (var (path, text) in ((string, string)[])[(first, one), (second, other)])
                {
                    await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }, Stop);
                }
            }

            await RunAsync(Holding(BuiltInRoles.Developer), "build -", bytes.ToArray());
            Assert.Equal(0, _connections);
        }
    }

    // By name, by id and by full id: what it was built with is carried out by whoever builds on it.
    [Fact]
    public async Task Build_OnAnImageWhoseTriggersNameAHost_ContactsNobody()
    {
        var name = EngineFixture.NewName("trigger");
        var container = await fixture.Engine.RunContainerAsync(name, [], ["true"], Stop);
        var image = (await fixture.Engine.DockerAsync(Stop, "commit", "-c", $"ONBUILD ADD http://{Address}/x /x", container, name)).EnsureSuccess().Text;
        // A stage of the same name hides it nowhere but behind the stage.
        string[] stages = [$"{name} AS {name}", $"{name} AS {name.ToUpperInvariant()}", $"{name}\nFROM busybox:latest AS {name}\nCOPY --from=0 / /y"];
        foreach (var from in (string[])[name, $"{name}:latest", image, image["sha256:".Length..], image["sha256:".Length..][..12], .. stages])
        {
            var result = await RunAsync(Holding(BuiltInRoles.Developer), "build -", Encoding.UTF8.GetBytes($"FROM {from}\n"));

            Assert.Equal((EngineErrorKind.Refused, 0), (result.Error?.Kind, _connections));
        }

        await fixture.Engine.DockerAsync(Stop, "rm", "-f", name);
        await fixture.Engine.DockerAsync(Stop, "rmi", "-f", name);
    }

    [Theory]
    [InlineData("FROM busybox:latest|COPY a.txt /data/|COPY sub /data/sub|ADD run.sh /|RUN /run.sh > /ran", "")]
    [InlineData("FROM busybox:latest AS one|RUN echo made > /made|FROM busybox:latest|COPY --from=one /made /got", "")]
    [InlineData("FROM busybox:latest|RUN exit 1", "-f Other.dockerfile")]
    [InlineData("ARG T|FROM busybox:$T|RUN true", "--build-arg T=latest --memory 64m")]
    [InlineData("ARG T=latest|FROM busybox:${T:-nosuchtag}|RUN true", "")]
    public async Task Build_WhatATeamBuilds_IsWhatAnAdministratorBuilds(string dockerfile, string options)
    {
        var archive = await BuildSamples.ContextAsync(dockerfile.Replace('|', '\n') + "\n", Stop);
        var (theirs, ours) = (EngineFixture.NewName("reach-dev"), EngineFixture.NewName("reach-admin"));

        var developers = await RunAsync(Holding(BuiltInRoles.Developer), $"build --no-cache -t {theirs} {options} -", archive);
        var administrators = await RunAsync(ServiceHost.Admin, $"build --no-cache -t {ours} {options} -", archive);

        Assert.True(developers.ExitCode == 0, developers.Stdout + developers.Stderr);
        Assert.Equal(0, administrators.ExitCode);
        Assert.Equal(await BuildSamples.TreeAsync(fixture.Engine, ours, Stop), await BuildSamples.TreeAsync(fixture.Engine, theirs, Stop));
        await fixture.Engine.DockerAsync(Stop, "rmi", "-f", theirs, ours);
    }

    [Theory]
    [InlineData("search {host}/x")]
    [InlineData("pull {host}/x")]
    public async Task Run_ByWhoManages_ContactsTheHostAndIsNoted(string line)
    {
        var result = await RunAsync(ServiceHost.Admin, line.Replace("{host}", Address, StringComparison.Ordinal), []);

        Assert.Equal($"policy bypassed: contact with the registry {Address}, which is none of Dashboard:Policy:Registries and has no account here", result.Note);
        await Eventually.ThatAsync(() => Volatile.Read(ref _connections) > 0, "the engine has come");
    }

    private static Actor Holding(string role) =>
        new("1", "kim", "browser", new GrantSet([new HeldGrant("1", role, BuiltInRoles.RightsOf(role), GrantScope.OnEnvironment("local"), null)]));

    private static async Task<byte[]> PackedAsync(byte[] archive)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(archive, Stop);
        }

        return packed.ToArray();
    }

    private Task<CommandResult> RunAsync(Actor actor, string line, byte[] input) => fixture.Services.Get<ICommandRunner>().RunAsync(
        actor, fixture.Services.Local, CommandLine.Parse(line), new CommandFiles(new MemoryStream(input), null), Stop);

    // Whoever comes is sent away at once.
    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var guest = await _listener.AcceptSocketAsync(_stop.Token);
            Interlocked.Increment(ref _connections);
        }
    }
}
