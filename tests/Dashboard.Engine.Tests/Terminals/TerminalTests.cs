using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Terminals;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Terminals;

public sealed class TerminalTests(EngineFixture fixture)
{
    [Fact]
    public async Task Open_WithoutACommand_FindsAShellThatAnswers()
    {
        var name = await RunAsync("term-id");
        await using var terminal = Open(name);

        terminal.Type("id\r");
        await terminal.UntilAsync("uid=0(root)");
        terminal.Type("exit 7\r");

        Assert.Equal(7, (await terminal.Session.Completion.WaitAsync(TimeSpan.FromSeconds(10))).ExitCode);
    }

    [Fact]
    public async Task Open_ByWhoMayNot_NeverBeginsAndSaysWhy()
    {
        var name = await RunAsync("term-refused");
        var viewer = new Actor("v", "viewer", Right.View | Right.Logs, "browser");

        var session = fixture.Services.Get<ITerminals>().Open(viewer, fixture.Services.Local, CommandLine.Parse($"docker exec -it {name} sh"), 80, 24);
        var result = await session.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.False(session.Begun.IsCompleted);
        Assert.Contains("viewer lacks the right to do this", result.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resize_WhileOpen_ReachesTheProcess()
    {
        var name = await RunAsync("term-size");
        await using var terminal = Open(name);
        await terminal.UntilAsync("#");
        terminal.Resize(123, 45);

        // stty asks the terminal itself; the engine applies a size shortly after it was told.
        await Eventually.ThatAsync(
            () =>
            {
                terminal.Type("stty size\r");
                return terminal.Text.Contains("45 123", StringComparison.Ordinal);
            },
            "the size is the new one");
    }

    [Fact]
    public async Task WriteInput_OfEveryByteAndSplitCharacters_ArrivesExactly()
    {
        var name = await RunAsync("term-bytes");
        await using var terminal = Open(name, ["sh", "-c", "stty raw -echo; echo ready; head -c 6 | od -An -tx1; sleep 60"]);
        await terminal.UntilAsync("ready");
        foreach (var b in Encoding.UTF8.GetBytes("한글"))
        {
            terminal.Session.WriteInput([b]);
        }

        await terminal.UntilAsync("ed 95 9c ea b8 80");
    }

    [Fact]
    public async Task WriteInput_OfAPasteOf1MB_IsByteExact()
    {
        var name = await RunAsync("term-paste");
        await using var terminal = Open(name, ["sh", "-c", "stty raw -echo; echo ready; head -c 1000000 | md5sum; sleep 60"]);
        await terminal.UntilAsync("ready");
        var paste = new byte[1_000_000];
        new Random(1).NextBytes(paste);
        foreach (var chunk in paste.Chunk(16 * 1024))
        {
            terminal.Session.WriteInput(chunk);
        }

#pragma warning disable CA5351 // md5sum is what busybox has; nothing is protected by it.
        await terminal.UntilAsync(Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(paste)));
#pragma warning restore CA5351
    }

    [Fact]
    public async Task DisposeAsync_OfAnOpenTerminal_EndsAllThatItStarted()
    {
        var token = TestContext.Current.CancellationToken;
        var name = await RunAsync("term-close");
        var terminal = Open(name);
        terminal.Type("sleep 4321 & (sleep 4322 &) ; trap '' HUP; sleep 4323\r");
        await Eventually.ThatAsync(async () => (await TopAsync(name, token)).Contains("sleep 4323", StringComparison.Ordinal), TimeSpan.FromSeconds(10), "it runs", token);

        await terminal.DisposeAsync();

        var left = await TopAsync(name, token);
        Assert.DoesNotContain("432", left, StringComparison.Ordinal);
        Assert.Contains("sleep 600", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_InAContainerThatIsStopped_SaysWhy()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("term-stopped");
        (await fixture.Engine.DockerAsync(token, "create", "--name", name, fixture.Engine.BusyboxImage, "true")).EnsureSuccess();
        await using var terminal = Open(name);
        var result = await terminal.Session.Completion.WaitAsync(TimeSpan.FromSeconds(10), token);
        Assert.Contains("is not running", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OfAProgramThatIsNotThere_GivesCode126OrASentence()
    {
        var name = await RunAsync("term-missing");
        await using var terminal = Open(name, ["/no/such/shell"]);
        var result = await terminal.Session.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Contains("no such file", result.Error?.Message, StringComparison.Ordinal);
        Assert.StartsWith("\"/no/such/shell\" can't be run in ", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_InAnImageWithoutAShell_SaysSo()
    {
        var name = await RunAsync("term-no-shell");
        (await fixture.Engine.DockerAsync(TestContext.Current.CancellationToken, "exec", name, "rm", "/bin/sh")).EnsureSuccess();
        await using var terminal = Open(name);

        var result = await terminal.Session.Completion.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal($"{name} has no shell: its image has no /bin/sh. A program that the image has can be run by its path instead, and files can be looked at under Files.", result.Error?.Message);
    }

    [Fact]
    public async Task Start_AfterAServerWasKilled_EndsWhatItHasLeftBehind()
    {
        var token = TestContext.Current.CancellationToken;
        var name = await RunAsync("term-killed");
        await using var terminal = Open(name);
        terminal.Type("sleep 4321 & (sleep 4322 &) ; echo $DASHBOARD_EXEC; sleep 4323\r");
        await Eventually.ThatAsync(async () => (await TopAsync(name, token)).Contains("sleep 4323", StringComparison.Ordinal), TimeSpan.FromSeconds(10), "it runs", token);
        var mark = System.Text.RegularExpressions.Regex.Match(terminal.Text, "[0-9a-f]{32}").Value;
        var inspected = (await fixture.Engine.DockerAsync(token, "inspect", "-f", "{{.Id}}", name)).EnsureSuccess().Stdout.Trim();

        // The data of a server that had noted this terminal, and was killed.
        var data = Directory.CreateTempSubdirectory("dashboard-killed-").FullName;
        Directory.CreateDirectory(Path.Combine(data, "execs"));
        await File.WriteAllTextAsync(Path.Combine(data, "execs", mark), $"local\n{inspected}\n", token);
        await using (await ServiceHost.StartAsync(fixture.Engine.DockerHost, new Dictionary<string, string?> { ["Dashboard:DataDirectory"] = data }, token))
        {
            await Eventually.ThatAsync(async () => !(await TopAsync(name, token)).Contains("sleep 432", StringComparison.Ordinal), TimeSpan.FromSeconds(20), "nothing is left", token);
            await Eventually.ThatAsync(() => !File.Exists(Path.Combine(data, "execs", mark)), "the note is gone");
        }

        Assert.Contains("sleep 600", await TopAsync(name, token), StringComparison.Ordinal);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Attach_AfterManyCutsUnderOutput_IsTheScreenOfAnUncutTwin()
    {
        var token = TestContext.Current.CancellationToken;
        var name = await RunAsync("term-cuts");
        await using var terminal = Open(name, ["sh", "-c", "i=0; while [ $i -lt 4000 ]; do i=$((i+1)); printf '\\033[3%dm%d 한글\\033[0m\\t\\033[%d;%dHx%d' $((i%8)) $i $((i%24+1)) $((i%80+1)) $i; [ $((i%7)) = 0 ] && echo; done; echo; echo finished; sleep 60"]);
        var random = new Random(4);
        var cut = new DrawnScreen();
        for (var n = 0; n < 50; n++)
        {
            using var viewer = terminal.Session.Attach(80, 24);
            cut = new DrawnScreen();
            await cut.DrawAsync(viewer, pieces: random.Next(1, 4), token);
        }

        await terminal.UntilAsync("finished");
        using var last = terminal.Session.Attach(80, 24);
        cut = new DrawnScreen();
        await cut.DrawAsync(last, pieces: 1, token);

        Assert.Equal(terminal.Screen, cut.Text);
        Assert.Equal(terminal.Session.Text(), cut.Text);
    }

    [Theory]
    [InlineData("vi", "seq 1 300 >/tmp/f; vi /tmp/f\r", "1", "G", "300", ":q!\r")]
    [InlineData("less", "seq 1 300 >/tmp/f; less /tmp/f\r", "23", "G", "300", "q")]
    [InlineData("top", "top -d 60\r", "Mem", "", "sleep 600", "q")]
    public async Task Session_FullScreenProgram_LooksTheSameToWhoeverComesLater(string program, string start, string first, string keys, string second, string end)
    {
        var token = TestContext.Current.CancellationToken;
        var name = await RunAsync($"term-{program}");
        await using var terminal = Open(name, ["sh"]);
        await terminal.UntilAsync("#");
        terminal.Type(start);
        await Eventually.ThatAsync(() => terminal.Session.Text().Contains(first, StringComparison.Ordinal), $"{program} has begun");
        terminal.Type(keys);
        await Eventually.ThatAsync(() => terminal.Session.Text().Contains(second, StringComparison.Ordinal), $"{program} shows \"{second}\"");

        // It may still be drawing: what is compared has to be of one moment.
        await Eventually.ThatAsync(
            async () =>
            {
                var later = new DrawnScreen();
                using var viewer = terminal.Session.Attach(80, 24);
                await later.DrawAsync(viewer, pieces: 1, token);
                return later.Text == terminal.Screen && later.Text == terminal.Session.Text();
            },
            TimeSpan.FromSeconds(10),
            "whoever comes later sees what the uncut viewer sees",
            token);
        terminal.Type(end);
        terminal.Type("echo ba''ck\r");
        await terminal.UntilAsync("\nback");
    }

    private async Task<string> RunAsync(string purpose)
    {
        var name = EngineFixture.NewName(purpose);
        await fixture.Engine.RunContainerAsync(name, [], ["sleep", "600"], TestContext.Current.CancellationToken);
        return name;
    }

    private async Task<string> TopAsync(string name, CancellationToken token) =>
        (await fixture.Engine.DockerAsync(token, "top", name, "-o", "pid,args")).Stdout;

    private OpenTerminal Open(string name, string[]? command = null) =>
        new(fixture.Services.Get<ITerminals>().Open(
            ServiceHost.Admin, fixture.Services.Local, TerminalCommand.Exec(ResourceName.Of(name), command ?? [], user: null), columns: 80, rows: 24));
}
