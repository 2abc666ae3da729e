using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals;
using Dashboard.Testing;
using Dashboard.Web.Tests.Api;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Terminals;

/// <summary>The hub and the real sessions behind it; the process is a test's.</summary>
public sealed class TerminalHubTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private readonly FakeShell _shell = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_ShellFound_SendsOpenedThenOutputThenExited()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = Open(hub).GetAsyncEnumerator(Token);

        Assert.Matches("^\u0003[0-9a-f]{32}$", Encoding.ASCII.GetString(await NextAsync(frames)));
        await _shell.PrintAsync([0xff, 0x00, 0x1b], Token);
        Assert.Equal([0, 0xff, 0x00, 0x1b], await NextAsync(frames));
        _shell.Exit(130);
        Assert.Equal([1, 130, 0, 0, 0], await NextAsync(frames));
        Assert.False(await frames.MoveNextAsync());
    }

    [Fact]
    public async Task Open_Arguments_BecomeDockerExecOfTheTokensUser()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = hub.StreamAsync<byte[]>("Open", "local", "web", (string[])["ls", "-l"], "root", 5000, 0, Token).GetAsyncEnumerator(Token);
        await NextAsync(frames);

        var terminal = await _shell.Started.WaitAsync(Soon, Token);

        var run = Assert.Single(dashboard.Engine.Commands.Runs);
        Assert.Equal("docker exec --interactive --tty --user root web ls -l", run.ToString());
        Assert.Equal(("kim", "api"), (run.Actor.UserName, run.Actor.Origin));
        Assert.Equal(new TerminalDimensions(1000, 1), terminal.Dimensions);
    }

    [Fact]
    public async Task Open_NoCommand_FindsAShellAsTheContainersUser()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = Open(hub).GetAsyncEnumerator(Token);
        await NextAsync(frames);
        await _shell.Started.WaitAsync(Soon, Token);

        var exec = Assert.IsType<ExecInContainer>(Assert.Single(dashboard.Engine.Commands.Runs).Command);
        Assert.Equal(("/bin/sh", null), (exec.Command[0], exec.User));
    }

    [Fact]
    public async Task Input_ManyPieces_ArriveInOrder()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = Open(hub).GetAsyncEnumerator(Token);
        await NextAsync(frames);
        var typed = string.Concat(Enumerable.Range(0, 300).Select(n => $"{n},"));

        foreach (var piece in typed.Chunk(7))
        {
            await hub.SendAsync("Input", Encoding.ASCII.GetBytes(piece), Token);
        }

        await Eventually.ThatAsync(() => _shell.Typed.Length >= typed.Length, "all that was typed has arrived");
        Assert.Equal(typed, _shell.Typed);
    }

    [Fact]
    public async Task Resize_NewSize_ReachesTheProcess()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = Open(hub).GetAsyncEnumerator(Token);
        await NextAsync(frames);
        var terminal = await _shell.Started.WaitAsync(Soon, Token);

        await hub.InvokeAsync("Resize", 132, 43, Token);

        Assert.Equal(new TerminalDimensions(132, 43), await terminal.NextDimensionsAsync(Token).WaitAsync(Soon, Token));
    }

    [Fact]
    public async Task Output_NobodyAcknowledges_NeverHoldsTheProcessAndEndsWithTheScreen()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = Open(hub).GetAsyncEnumerator(Token);
        await NextAsync(frames);
        var line = Encoding.ASCII.GetBytes(new string('a', 78) + "\r\n");
        for (var n = 0; n < 20_000; n++)
        {
            await _shell.PrintAsync(line, Token).WaitAsync(Soon, Token);
        }

        await _shell.PrintAsync("last"u8.ToArray(), Token).WaitAsync(Soon, Token);
        var (received, text) = (0, "");
        while (!text.Contains("last", StringComparison.Ordinal))
        {
            // What was shown is told only once nothing comes any more: the window is full then.
            var next = frames.MoveNextAsync().AsTask();
            await hub.SendAsync("Ack", received, Token);
            Assert.True(await next.WaitAsync(Soon, Token));
            received = frames.Current.Length - 1;
            text = Encoding.ASCII.GetString(frames.Current.AsSpan(1));
        }
    }

    [Fact]
    public async Task Attach_AfterTheConnectionWent_ShowsTheSameScreenAndGoesOn()
    {
        await using var dashboard = await StartAsync();
        string id;
        await using (var first = await dashboard.ConnectAsync("/hubs/terminals"))
        {
            await using var frames = Open(first).GetAsyncEnumerator(Token);
            id = Encoding.ASCII.GetString((await NextAsync(frames)).AsSpan(1));
            await _shell.PrintAsync("one\r\n\e[31mtwo"u8.ToArray(), Token);
            await NextAsync(frames);
        }

        await _shell.PrintAsync(" three"u8.ToArray(), Token);
        await using var second = await dashboard.ConnectAsync("/hubs/terminals");
        await using var again = second.StreamAsync<byte[]>("Attach", id, 80, 24, Token).GetAsyncEnumerator(Token);
        Assert.Equal($"\u0003{id}", Encoding.ASCII.GetString(await NextAsync(again)));
        var screen = Encoding.ASCII.GetString(await NextAsync(again));
        await _shell.PrintAsync("!"u8.ToArray(), Token);

        Assert.Contains("one\r\n\e[0;38;5;1mtwo three", screen, StringComparison.Ordinal);
        Assert.Equal("\0!", Encoding.ASCII.GetString(await NextAsync(again)));
    }

    [Fact]
    public async Task Attach_ToSomebodyElses_IsNoSuchTerminal()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        var lee = new Actor("2", "lee", Right.All, "browser");
        var theirs = dashboard.Services.GetRequiredService<ITerminals>().Open(
            lee, dashboard.Services.GetRequiredService<IEnvironmentRegistry>().Get(lee, "local"), TerminalCommand.Exec(ResourceName.Of("web"), [], null), 80, 24);

        Assert.Contains("No such terminal", await ErrorAsync(hub.StreamAsync<byte[]>("Attach", theirs.Id, 80, 24, Token)), StringComparison.Ordinal);
        Assert.Contains("No such terminal", await ErrorAsync(hub.StreamAsync<byte[]>("Attach", "", 80, 24, Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attach_ToOneThatIsShared_IsAGuestWhoDoesWhatTheOwnerLetsThem()
    {
        await using var dashboard = await StartAsync();
        var summary = ContainerBuilder.Container("web");
        _shell.Admission = new AdmittedSession(1, new ResolvedContainer(summary.Id, "web", true, DetailsBuilder.Details(summary)));
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        var (lee, terminals) = (new Actor("2", "lee", Right.All, "browser"), dashboard.Services.GetRequiredService<ITerminals>());
        var theirs = terminals.Open(
            lee, dashboard.Services.GetRequiredService<IEnvironmentRegistry>().Get(lee, "local"), TerminalCommand.Exec(ResourceName.Of("web"), ["sh"], null), 90, 20);
        await _shell.Started.WaitAsync(Soon, Token);
        await terminals.ShareAsync(lee, theirs, TerminalSharing.Watch, Token);
        await using var frames = hub.StreamAsync<byte[]>("Attach", theirs.Id, 40, 10, Token).GetAsyncEnumerator(Token);

        Assert.Equal($"\u0003{theirs.Id}", Encoding.ASCII.GetString(await NextAsync(frames)));
        var about = Encoding.UTF8.GetString(await NextAsync(frames));
        Assert.Equal(6, about[0]);
        Assert.Equal(
            """{"isRecorded":false,"owner":"lee","isOwner":false,"mayType":false,"sharing":"watch","people":[{"name":"kim","isOwner":false,"mayType":false}]}""",
            about[1..]);
        Assert.Equal([4, 90, 0, 20, 0], await NextAsync(frames));
        foreach (var (method, arguments, words) in ((string, object[], string)[])
            [("Input", [new byte[] { 1 }], "lee lets others watch"), ("End", [], "No such terminal"), ("Share", ["type"], "No such terminal"), ("Share", ["all"], "none of nobody, watch, type")])
        {
            var refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeCoreAsync(method, arguments, Token));
            Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        }

        await terminals.ShareAsync(lee, theirs, TerminalSharing.Type, Token);
        Assert.Equal(6, (await NextAsync(frames))[0]);
        await hub.InvokeAsync("Input", "ls"u8.ToArray(), Token);
        await Eventually.ThatAsync(() => _shell.Typed == "ls", "the process has the keys");
        await terminals.ShareAsync(lee, theirs, TerminalSharing.Nobody, Token);
        Assert.Equal("\u0005lee shares it no more", Encoding.ASCII.GetString(await NextAsync(frames)));
        Assert.False(theirs.HasEnded);
    }

    [Fact]
    public async Task Share_OneThatRunsInNoContainer_IsRefused()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = Open(hub).GetAsyncEnumerator(Token);
        await NextAsync(frames);

        var refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Share", "watch", Token));

        Assert.Contains("Only a session in a container can be shared.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_OpenTerminal_EndsTheProcessAndSaysWhy()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = Open(hub).GetAsyncEnumerator(Token);
        await NextAsync(frames);

        await hub.InvokeAsync("End", Token);

        await _shell.Killed.WaitAsync(Soon, Token);
        Assert.Equal("\u0005closed", Encoding.ASCII.GetString(await NextAsync(frames)));
    }

    [Fact]
    public async Task Open_Refused_IsAFrameWithTheEnginesWords()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.Refused, "kim lacks the right — sorry")));
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = Open(hub).GetAsyncEnumerator(Token);

        Assert.Equal(3, (await NextAsync(frames))[0]);
        var refusal = await NextAsync(frames);

        Assert.Equal(2, refusal[0]);
        Assert.Equal("kim lacks the right — sorry", Encoding.UTF8.GetString(refusal.AsSpan(1)));
        Assert.False(await frames.MoveNextAsync());
    }

    [Fact]
    public async Task Open_TargetMissing_IsAFrameWithTheEnginesWords()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var web = ResourceName.Of("web");
        dashboard.Engine.Commands.Answers(_ => new CommandResult(1, "", "…") { Targets = [new TargetResult(web, EngineError.NoSuchContainer(web))] });
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = Open(hub).GetAsyncEnumerator(Token);
        await NextAsync(frames);

        Assert.Equal("\u0002No such container: web", Encoding.UTF8.GetString(await NextAsync(frames)));
    }

    [Fact]
    public async Task Open_SecondOnOneConnection_IsRefusedAndTheFirstGoesOn()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        await using var frames = Open(hub).GetAsyncEnumerator(Token);
        await NextAsync(frames);

        Assert.Contains("A terminal is open on this connection already.", await ErrorAsync(Open(hub)), StringComparison.Ordinal);

        await hub.InvokeAsync("Input", "x"u8.ToArray(), Token);
        await Eventually.ThatAsync(() => _shell.Typed == "x", "the first terminal still takes input");
    }

    [Fact]
    public async Task Open_AfterTheFirstEnded_IsANewTerminal()
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");
        _shell.Exit(0);
        for (var n = 0; n < 2; n++)
        {
            await using var frames = Open(hub).GetAsyncEnumerator(Token);
            Assert.Equal(3, (await NextAsync(frames))[0]);
            Assert.Equal(1, (await NextAsync(frames))[0]);
            Assert.False(await frames.MoveNextAsync());
        }
    }

    [Theory]
    [InlineData("local", "../x", "invalid name or id \"../x\"")]
    [InlineData("mars", "web", "No such environment: mars")]
    public async Task Open_WrongArgument_IsAHubExceptionThatSaysWhat(string environment, string container, string expected)
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");

        Assert.Contains(
            expected,
            await ErrorAsync(hub.StreamAsync<byte[]>("Open", environment, container, Array.Empty<string>(), "", 80, 24, Token)),
            StringComparison.Ordinal);
        Assert.Empty(dashboard.Engine.Commands.Runs);
    }

    [Theory]
    [InlineData("Input")]
    [InlineData("Resize")]
    [InlineData("Ack")]
    [InlineData("End")]
    public async Task AnyMethod_NoTerminalOpen_SaysSo(string method)
    {
        await using var dashboard = await StartAsync();
        await using var hub = await dashboard.ConnectAsync("/hubs/terminals");

        object[] arguments = method switch
        {
            "Input" => [new byte[] { 1 }],
            "Resize" => [80, 24],
            "End" => [],
            _ => [1],
        };
        var e = await Assert.ThrowsAsync<HubException>(() => hub.InvokeCoreAsync(method, arguments, Token));

        Assert.Contains("No terminal is open on this connection.", e.Message, StringComparison.Ordinal);
    }

    private static IAsyncEnumerable<byte[]> Open(HubConnection hub) =>
        hub.StreamAsync<byte[]>("Open", "local", "web", Array.Empty<string>(), "", 80, 24, Token);

    private static async Task<byte[]> NextAsync(IAsyncEnumerator<byte[]> frames)
    {
        Assert.True(await frames.MoveNextAsync().AsTask().WaitAsync(Soon, Token));
        return frames.Current;
    }

    private static async Task<string> ErrorAsync(IAsyncEnumerable<byte[]> frames)
    {
        var e = await Assert.ThrowsAsync<HubException>(async () =>
        {
            await foreach (var _ in frames)
            {
                Assert.Fail("There should be no terminal.");
            }
        });
        return e.Message;
    }

    private async Task<FakedDashboard> StartAsync()
    {
        var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Commands.Answers(_shell.RunAsync);
        return dashboard;
    }
}
