using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Terminals;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Terminals;

/// <summary>Terminals on an engine where all must be recorded.</summary>
public sealed class RecordingTests(EngineFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private ServiceHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IRecordings Recordings => _host.Get<IRecordings>();

    public async ValueTask InitializeAsync() => _host = await ServiceHost.StartAsync(
        fixture.Engine.DockerHost, new Dictionary<string, string?> { ["Dashboard:Recordings:Environments:local"] = "Strict", ["Dashboard:Recordings:MegabytesPerRecording"] = "1" }, CancellationToken.None);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Replay_OfFullScreenProgramsAndResizes_IsTheFinalScreen()
    {
        var name = EngineFixture.NewName("rec-screen");
        await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], Token);
        await using var terminal = Open($"docker exec -it {name} sh");
        await terminal.UntilAsync("#");
        terminal.Type("seq 1 300 >/tmp/f; vi /tmp/f\r");
        await Eventually.ThatAsync(() => terminal.Session.Text().Contains("23", StringComparison.Ordinal), "vi has begun");
        terminal.Resize(61, 17);
        terminal.Type("G:q!\r");
        terminal.Type("printf '\\033[31m한글\\033[0m\\033[3;9Hhere\\033[?1049hother'; seq 1 40; exit 5\r");
        await terminal.Session.Completion.WaitAsync(Soon, Token);

        var recording = Assert.Single(Recordings.List(ServiceHost.Admin, _host.Local));
        var played = await PlayAsync(recording);

        Assert.Equal(terminal.Session.Draw(withHistory: true), played.Drawn);
        Assert.Equal((name, "test-admin", 5, null), (recording.ContainerName, recording.UserName, recording.ExitCode, recording.Failure));
        Assert.Equal("5", played.LastData);
        var rows = await _host.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(Text: name), null, 10, Token);
        var row = Assert.Single(rows, r => r.Action.StartsWith("docker exec", StringComparison.Ordinal));
        Assert.Single(rows, r => r.Action == $"recording download {row.Number} of {name}");
        Assert.Equal((row.Number, "exit 5, as root"), (recording.Number, row.Outcome));
    }

    [Theory]
    [InlineData("docker run -it --rm --name {0} --label com.docker.compose.project=shop {1} sh -c 'echo in $TERM; exit 4'")]
    [InlineData("docker start -ai {0}")]
    [InlineData("docker attach {0}")]
    public async Task Session_OfEachSort_IsRecordedForThoseInItsContainersScope(string line)
    {
        var name = EngineFixture.NewName("rec-sort");
        if (!line.StartsWith("docker run", StringComparison.Ordinal))
        {
            (await fixture.Engine.DockerAsync(
                Token, "create", "-it", "--name", name, "--label", "com.docker.compose.project=shop", fixture.Engine.BusyboxImage, "sh", "-c", "echo in; read x; exit 4")).EnsureSuccess();
        }

        if (line.StartsWith("docker attach", StringComparison.Ordinal))
        {
            (await fixture.Engine.DockerAsync(Token, "start", name)).EnsureSuccess();
        }

        await using var terminal = Open(string.Format(null, line, name, fixture.Engine.BusyboxImage));
        terminal.Type("\r");
        await terminal.Session.Completion.WaitAsync(Soon, Token);

        var recording = Assert.Single(Recordings.List(Of("shop"), _host.Local));
        Assert.Empty(Recordings.List(Of("bank"), _host.Local));
        Assert.Equal((name, 4), (recording.ContainerName, recording.ExitCode));
        Assert.Equal(terminal.Session.Text(), (await PlayAsync(recording)).Text);
    }

    [Fact]
    public async Task Open_ItCanNotBeRecorded_RunsNothingAndTheAuditLogSaysWhy()
    {
        var name = EngineFixture.NewName("rec-refused");
        await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], Token);
        var data = _host.Get<Dashboard.Services.Storage.DataDirectory>();
        await File.WriteAllTextAsync(data.RecordingDirectory, "in the way", Token);

        await using var terminal = Open($"docker exec -it {name} touch /ran");
        var result = await terminal.Session.Completion.WaitAsync(Soon, Token);

        Assert.StartsWith("Terminals on local must be recorded, and this one can't be: ", result.Error?.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, (await fixture.Engine.DockerAsync(Token, "exec", name, "ls", "/ran")).ExitCode);
        var row = Assert.Single(await _host.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(Text: name), null, 10, Token));
        Assert.StartsWith("failed: Terminals on local must be recorded", row.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_DiskRefusesTheLastWrite_TheAuditLogSaysSo()
    {
        var name = EngineFixture.NewName("rec-last");
        await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], Token);
        await using var terminal = Open($"docker exec -it {name} sh");
        await terminal.UntilAsync("#");
        var folder = Path.Combine(_host.Get<Dashboard.Services.Storage.DataDirectory>().RecordingDirectory, "local");
        Directory.Move(folder, folder + "-away");
        await File.WriteAllTextAsync(folder, "in the way", Token);

        terminal.Type("exit 3\r");
        await terminal.Session.Completion.WaitAsync(Soon, Token);

        var row = Assert.Single(await _host.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(Text: name), null, 10, Token));
        Assert.StartsWith("exit 3, as root (the recording is whole, but its end could not be noted: ", row.Outcome, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker exec -it {0} sh -c 'exit 0'", "ok, as 1000:1000")]
    [InlineData("docker exec -it -u root {0} sh -c 'exit 7'", "exit 7, as root")]
    [InlineData("docker exec {0} sh -c 'exit 7'", "exit 7, as 1000:1000")]
    [InlineData("docker run --rm -it -u 33 --name {0}-run {1} sh -c 'exit 7'", "exit 7, as 33")]
    [InlineData("docker run --rm -it --name {0}-run {1} sh -c 'exit 7'", "exit 7, as root")]
    [InlineData("docker exec -it {0} sh", "cancelled: closed, as 1000:1000")]
    public async Task AuditRow_OfASession_SaysWhoWhereAsWhomFromWhenToWhenAndWhyItEnded(string line, string outcome)
    {
        var name = EngineFixture.NewName("rec-row");
        await fixture.Engine.RunContainerAsync(name, ["-u", "1000:1000"], ["sleep", "600"], Token);
        var before = TimeProvider.System.GetUtcNow();

        await using (var terminal = Open(string.Format(null, line, name, fixture.Engine.BusyboxImage)))
        {
            if (outcome.StartsWith("cancelled", StringComparison.Ordinal))
            {
                await terminal.UntilAsync("$");
                await _host.Get<ITerminals>().EndAsync(terminal.Session, "closed", Token);
            }

            await Task.WhenAny(terminal.Session.Completion).WaitAsync(Soon, Token);
        }

        var row = Assert.Single(await _host.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(Text: name), null, 10, Token));
        Assert.Equal(("test-admin", "local", outcome), (row.UserName, row.Environment, row.Outcome));
        Assert.Contains(name, row.Action, StringComparison.Ordinal);
        Assert.Contains(" sh", row.Action, StringComparison.Ordinal);
        Assert.InRange(row.Time, before.AddSeconds(-1), TimeProvider.System.GetUtcNow());
        Assert.InRange(row.Ended!.Value, row.Time, TimeProvider.System.GetUtcNow().AddSeconds(1));
        Assert.Equal(row.Number, Assert.Single(Recordings.List(ServiceHost.Admin, _host.Local)).Number);
    }

    [Theory]
    [InlineData("docker exec {0} sh -c 'echo in; echo bad >&2; exit 4'")]
    [InlineData("docker exec --interactive {0} sh -c 'echo in; echo bad >&2; exit 4'")]
    [InlineData("docker run --rm --name {0}-run --label com.docker.compose.project=shop {1} sh -c 'echo in; echo bad >&2; exit 4'")]
    [InlineData("docker run --rm -t --name {0}-run --label com.docker.compose.project=shop {1} sh -c 'echo in; echo bad >&2; exit 4'")]
    public async Task Command_WithoutATerminal_IsRecordedToo(string line)
    {
        var name = EngineFixture.NewName("rec-bare");
        await fixture.Engine.RunContainerAsync(name, ["--label", "com.docker.compose.project=shop"], ["sleep", "600"], Token);

        var result = await _host.RunAsync(string.Format(null, line, name, fixture.Engine.BusyboxImage), Token);

        Assert.Equal((4, true), (result.ExitCode, result.IsRecorded));
        var recording = Assert.Single(Recordings.List(Of("shop"), _host.Local));
        Assert.Empty(Recordings.List(Of("bank"), _host.Local));
        Assert.StartsWith(name, recording.ContainerName, StringComparison.Ordinal);
        Assert.Equal((4, null), (recording.ExitCode, recording.Failure));
        var shown = (await PlayAsync(recording)).Text.Split('\n').Where(l => l.Length > 0);
        Assert.Equal(["bad", "in"], shown.Order());
    }

    [Fact]
    public async Task Command_WithoutATerminalThatCanNotBeRecorded_IsNotRun()
    {
        var name = EngineFixture.NewName("rec-bare-refused");
        await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], Token);
        await File.WriteAllTextAsync(_host.Get<Dashboard.Services.Storage.DataDirectory>().RecordingDirectory, "in the way", Token);

        var result = await _host.RunAsync($"docker exec {name} touch /ran", Token);

        Assert.StartsWith("What runs in containers on local must be recorded, and this can't be: ", result.Error?.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, (await fixture.Engine.DockerAsync(Token, "exec", name, "ls", "/ran")).ExitCode);
        var row = Assert.Single(await _host.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(Text: name), null, 10, Token));
        Assert.StartsWith("failed: What runs in containers on local must be recorded", row.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithoutATerminalWhoseRecordingFails_IsEndedWithItsProcess()
    {
        var name = EngineFixture.NewName("rec-bare-fails");
        await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], Token);

        // More than the least that may be kept of one, and no shorter when it is compressed.
        var result = await _host.RunAsync($"docker exec {name} sh -c 'head -c 3000000 /dev/urandom | base64; sleep 500'", Token).WaitAsync(Soon, Token);

        Assert.Equal(EngineErrorKind.Refused, result.Error?.Kind);
        Assert.Contains("the recording broke off: it is longer than 1 MB", result.Error!.Message, StringComparison.Ordinal);
        var processes = await fixture.Engine.DockerAsync(Token, "exec", name, "ps", "-o", "args");
        Assert.DoesNotContain("sleep 500", processes.Stdout, StringComparison.Ordinal);
        var row = Assert.Single(await _host.Get<IAuditReader>().ReadAsync(ServiceHost.Admin, new AuditFilter(Text: name), null, 10, Token));
        Assert.StartsWith("cut off: its recording failed, and it must be recorded, as root (the recording broke off: ", row.Outcome, StringComparison.Ordinal);
    }

    private static Actor Of(string project) => new("9", "lee", "browser", new GrantSet([new HeldGrant("", "", Right.All, GrantScope.OnStack("local", project), null)]));

    private OpenTerminal Open(string line) => new(_host.Get<ITerminals>().Open(ServiceHost.Admin, _host.Local, CommandLine.Parse(line), columns: 80, rows: 24));

    private async Task<PlayedCast> PlayAsync(Recording recording)
    {
        using var cast = new MemoryStream();
        await Recordings.WriteAsync(ServiceHost.Admin, _host.Local, recording.Number, RecordingUse.Download, _ => cast, Token);
        return PlayedCast.Play(cast.ToArray());
    }
}
