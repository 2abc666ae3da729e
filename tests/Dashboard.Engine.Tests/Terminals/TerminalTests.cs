using System.Text;
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
        Assert.True(result.ExitCode is 126 or 127 || result.Error is not null, $"{result}");
        Assert.Contains("no such file", terminal.Text + result.Error?.Message, StringComparison.Ordinal);
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
