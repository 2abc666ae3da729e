using Dashboard.Engine.Tests.Terminals;
using Dashboard.Services.Commands;
using Dashboard.Services.Images;
using Dashboard.Services.Terminals;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

public sealed class RunContainerTests(EngineFixture fixture)
{
    private string Image => fixture.Engine.BusyboxImage;

    [Fact]
    public async Task RunInteractive_TypedInto_EndsWithTheShellsExitCode()
    {
        await using var terminal = Open($"run --rm -it {Image} sh");
        // The size comes with a call of its own, which a busy engine may take after what is typed.
        terminal.Type("echo sum $((40+2)); while [ \"$(stty size)\" = '0 0' ]; do sleep 0.1; done; stty size; exit 7\n");

        var result = await terminal.Session.Completion.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(7, result.ExitCode);
        await terminal.UntilAsync("sum 42");
        await terminal.UntilAsync("24 80");
    }

    [Fact]
    public async Task RunInteractive_DetachKeys_LeaveItRunningAndAttachGoesOn()
    {
        var token = TestContext.Current.CancellationToken;
        var name = EngineFixture.NewName("detach");
        await using (var terminal = Open($"run -it --name {name} {Image} sh"))
        {
            terminal.Type("x=kept\n");
            await terminal.UntilAsync("x=kept");
            terminal.Type("\u0010\u0011");
            var result = await terminal.Session.Completion.WaitAsync(TimeSpan.FromSeconds(30), token);
            Assert.Equal((0, "read escape sequence\n"), (result.ExitCode, result.Stderr));
        }

        await using var again = Open($"attach {name}");
        again.Type("echo still $x; exit 3\n");
        var end = await again.Session.Completion.WaitAsync(TimeSpan.FromSeconds(30), token);
        Assert.Equal(3, end.ExitCode);
        await again.UntilAsync("still kept");

        await using var third = Open($"start -ai {name}");
        third.Type("echo new shell; exit 4\n");
        Assert.Equal(4, (await third.Session.Completion.WaitAsync(TimeSpan.FromSeconds(30), token)).ExitCode);
        await fixture.Engine.DockerAsync(token, "rm", "-f", name);
    }

    [Fact]
    public async Task Run_WithoutATerminal_GivesBothStreamsAndTheExitCode()
    {
        var result = await fixture.Services.RunAsync($"run --rm {Image} sh -c 'echo out; echo err >&2; exit 5'", TestContext.Current.CancellationToken);

        Assert.Equal((5, "out\n", "err\n"), (result.ExitCode, result.Stdout, result.Stderr));
    }

    [Fact]
    public async Task Run_Flood_IsKeptUpToABoundAndSaysSo()
    {
        var result = await fixture.Services.RunAsync($"run --rm {Image} sh -c 'yes | head -c 9000000'", TestContext.Current.CancellationToken);

        Assert.Equal(8 * 1024 * 1024, result.Stdout.Length);
        Assert.Equal("611392 bytes of output beyond 8388608 were left out\n", result.Stderr);
    }

    [Fact]
    public async Task Run_ImageThatIsNotHere_IsPulledFirst()
    {
        var token = TestContext.Current.CancellationToken;
        await using var registry = await TestRegistry.StartAsync(token);
        var image = $"{registry.Host}/team/pulled:1";
        var made = (await fixture.Engine.DockerAsync(token, "create", Image, "true")).EnsureSuccess().Text;
        // A change of its own, so that a layer has to come.
        (await fixture.Engine.DockerAsync(token, "cp", "/proc/self/exe", $"{made}:/copy")).EnsureSuccess();
        foreach (var step in (string[][])[["commit", made, image], ["rm", made], ["push", image], ["rmi", image]])
        {
            (await fixture.Engine.DockerAsync(token, step)).EnsureSuccess();
        }

        var never = await fixture.Services.RunAsync($"run --rm --pull never {image} true", token);
        Assert.Equal((125, $"docker: Error response from daemon: No such image: {image}\n\nRun 'docker run --help' for more information\n"), (never.ExitCode, never.Stderr));

        var result = await fixture.Services.RunAsync($"run --rm {image} echo pulled", token);

        Assert.Equal((0, "pulled\n"), (result.ExitCode, result.Stdout));
        Assert.StartsWith($"Unable to find image '{image}' locally\n1: Pulling from team/pulled\n", result.Stderr);
        Assert.EndsWith($"Status: Downloaded newer image for {image}\n", result.Stderr);

        var missing = await fixture.Services.RunAsync($"run --rm {registry.Host}/team/missing true", token);
        Assert.Equal(125, missing.ExitCode);
        Assert.Contains("not found", missing.Stderr);

        (await fixture.Engine.DockerAsync(token, "rmi", image)).EnsureSuccess();
        await using (var terminal = Open($"run -it --rm {image} echo shown"))
        {
            await terminal.UntilAsync("shown");
            Assert.StartsWith($"\r\n\e[1A\e[2K\rUnable to find image '{image}' locally\e[1B\r", terminal.Text);
            Assert.Matches(@"(?s)1: Pulling from team/pulled.*Status: Downloaded newer image for .*shown", terminal.Text);
        }

        await Eventually.ThatAsync(
            async () => (await fixture.Engine.DockerAsync(token, "rmi", image)).ExitCode == 0, TimeSpan.FromSeconds(15), "the container is removed, and with it the image", token);
        var board = new PullBoard();
        var watched = await fixture.Services.Get<ICommandRunner>().RunAsync(
            ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse($"run --rm {image} true"), board, token);
        Assert.Equal((0, 1d), (watched.ExitCode, board.State.Fraction));
        await fixture.Engine.DockerAsync(token, "rmi", image);
    }

    private OpenTerminal Open(string line) =>
        new(fixture.Services.Get<ITerminals>().Open(ServiceHost.Admin, fixture.Services.Local, CommandLine.Parse(line), columns: 80, rows: 24));
}
