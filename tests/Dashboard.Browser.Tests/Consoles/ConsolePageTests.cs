using Dashboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Consoles;

/// <summary>Every command and flag of the Docker notes, typed into the page, on a real engine.</summary>
public sealed class ConsolePageTests(BrowserFixture fixture)
{
    private const string Idle = "sh -c 'trap \"exit 0\" TERM; while :; do sleep 0.2; done'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Image => fixture.Engine.BusyboxImage;

    [Fact]
    public async Task Run_WithDetachPortVolumeEnvAndName_MakesTheContainer()
    {
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        var id = (await typed.RunAsync($"docker run -d -p 127.0.0.1::80 -v typed-data:/data -e COLOR=blue --name typed-run {Image} {Idle}")).Trim();

        Assert.Matches("^[0-9a-f]{64}$", id);
        var made = await DockerAsync("inspect", "-f", "{{.State.Running}} {{json .HostConfig.PortBindings}} {{range .Mounts}}{{.Name}}:{{.Destination}}{{end}} {{.Config.Env}}", id);
        Assert.StartsWith("true {\"80/tcp\":[{\"HostIp\":\"127.0.0.1\"", made, StringComparison.Ordinal);
        Assert.Contains("typed-data:/data", made, StringComparison.Ordinal);
        Assert.Contains("COLOR=blue", made, StringComparison.Ordinal);
        await typed.RunAsync("docker rm -f typed-run\ndocker volume rm typed-data");
        Assert.Equal("", await DockerAsync("ps", "-aq", "--filter", "name=typed-run"));
    }

    [Fact]
    public async Task Run_WithRm_PrintsAndLeavesNothing()
    {
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        Assert.Equal("hello world\n", await typed.RunAsync($"docker run --rm --name typed-rm {Image} echo 'hello world'"));
        Assert.Equal("", await DockerAsync("ps", "-aq", "--filter", "name=typed-rm"));
        await typed.RunAsync($"docker run --rm {Image} sh -c 'exit 7'", exitCode: 7);
    }

    [Fact]
    public async Task Run_Interactive_OpensATerminalInPlace()
    {
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        await typed.TypeAsync($"docker run -it --rm --name typed-it {Image} sh");
        await typed.Page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");
        await typed.Page.Keyboard.TypeAsync("echo typed-$((6*7)); exit 3\n");
        await browser.UntilTerminalShowsAsync("typed-42");
        await Expect(typed.Page.Locator("terminal-view")).ToContainTextAsync("exited with code 3");
        await Expect(typed.Input).ToHaveAttributeAsync("busy", "false");
    }

    [Fact]
    public async Task RunAndPull_OfAMissingImage_FetchesIt()
    {
        await using var registry = await TestRegistry.StartAsync(Token);
        var name = $"{registry.Host}/typed/box:1";
        await DockerAsync("tag", Image, name);
        await DockerAsync("push", name);
        await DockerAsync("rmi", name);
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        var run = await typed.RunAsync($"docker run --rm {name} echo pulled");
        Assert.Contains("pulled\n", run, StringComparison.Ordinal);
        Assert.Contains($"Unable to find image '{name}' locally", run, StringComparison.Ordinal);
        await typed.RunAsync($"docker rmi {name}");
        var pulled = await typed.RunAsync($"docker pull {name}");
        Assert.Contains("Status: ", pulled, StringComparison.Ordinal);
        var digest = (await DockerAsync("inspect", "-f", "{{index .RepoDigests 0}}", name)).Trim();
        Assert.Contains("Status: Image is up to date", await typed.RunAsync($"docker pull {digest}"), StringComparison.Ordinal);
        await typed.RunAsync($"docker rmi {name}");
    }

    [Fact]
    public async Task Ps_AllAndQuiet_PrintWhatTheCliPrints()
    {
        await fixture.Engine.RunContainerAsync("typed-ps", [], ["sleep", "600"], Token);
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        foreach (var line in (string[])["ps --format '{{.ID}} {{.Image}} {{.Names}}'", "ps -aq", "ps -a --format json --filter name=typed-ps --no-trunc"])
        {
            var expected = await DockerAsync([.. Services.Commands.ShellWords.Split(line)]);
            Assert.Equal(Ageless(expected), Ageless(await typed.RunAsync($"docker {line}")));
        }

        await typed.RunAsync("docker ps");
        await typed.Last.Locator("a.console-row", new() { HasTextString = "typed-ps" }).ClickAsync();
        await typed.Page.WaitForURLAsync("**/containers/local/**");
        await DockerAsync("rm", "-f", "typed-ps");
    }

    [Fact]
    public async Task StopAndRm_OfSeveralContainers_DoAllOfThem()
    {
        foreach (var name in (string[])["several-a", "several-b", "several-c"])
        {
            await fixture.Engine.RunContainerAsync(name, [], ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.2; done"], Token);
        }

        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        Assert.Equal("several-a\nseveral-b\nseveral-c\n", await typed.RunAsync("docker stop several-a several-b several-c"));
        Assert.Equal("several-a\nseveral-b\n", await typed.RunAsync("docker rm several-a several-b"));
        Assert.Contains("No such container: several-a", await typed.RunAsync("docker rm several-a", exitCode: 1), StringComparison.Ordinal);
        Assert.Single((await typed.RunAsync("docker rm $(docker ps -aq --filter name=several-c)")).Trim().Split('\n'));
        Assert.Equal("", await DockerAsync("ps", "-aq", "--filter", "name=several-"));
    }

    [Fact]
    public async Task Logs_TailAndFollow_ShowTheLog()
    {
        await fixture.Engine.RunContainerAsync("typed-logs", [], ["sh", "-c", "for i in 1 2 3 4 5; do echo line-$i; done; while [ ! -e /go ]; do sleep 0.2; done; echo later; sleep 600"], Token);
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        await Eventually.ThatAsync(async () => (await fixture.Engine.DockerAsync(Token, "logs", "typed-logs")).Stdout.Contains("line-5", StringComparison.Ordinal), TimeSpan.FromSeconds(15), "it has begun", Token);
        Assert.Equal("line-4\nline-5\n", await typed.RunAsync("docker logs --tail 2 typed-logs"));
        await typed.TypeAsync("docker logs -f --tail 2 typed-logs");
        await browser.UntilVisibleAsync("main log-view");
        await Expect(typed.Last.Locator("log-view .row .text")).ToHaveTextAsync(["line-4", "line-5"], new() { Timeout = 15_000 });
        await DockerAsync("exec", "typed-logs", "touch", "/go");
        await Expect(typed.Last.Locator("log-view")).ToContainTextAsync("later", new() { Timeout = 20_000 });
        await typed.Last.GetByTestId("console-close").ClickAsync();
        await Expect(typed.Page.Locator("log-view")).ToHaveCountAsync(0);
        await DockerAsync("rm", "-f", "typed-logs");
    }

    [Fact]
    public async Task Exec_PlainAndInteractive_RunInTheContainer()
    {
        await fixture.Engine.RunContainerAsync("typed-exec", [], ["sleep", "600"], Token);
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        Assert.Equal("a b\n/tmp\n", await typed.RunAsync("docker exec -w /tmp -e 'X=a b' typed-exec sh -c 'echo $X; pwd'"));
        await typed.RunAsync("docker exec typed-exec sh -c 'exit 4'", exitCode: 4);
        await typed.TypeAsync("docker exec -it typed-exec sh");
        await typed.Page.Locator("terminal-view .xterm").ClickAsync();
        await browser.UntilTerminalShowsAsync("#");
        await typed.Page.Keyboard.TypeAsync("hostname; exit\n");
        await Expect(typed.Page.Locator("terminal-view")).ToContainTextAsync("exited with code 0");
        await DockerAsync("rm", "-f", "typed-exec");
    }

    [Fact]
    public async Task ImagesAndRmi_OfSeveralImages_ListAndRemoveThem()
    {
        await DockerAsync("tag", Image, "typed/one:1");
        await DockerAsync("tag", Image, "typed/one:2");
        await DockerAsync("tag", Image, "typed/two:1");
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        Assert.Equal(Ageless(await DockerAsync("images", "typed/one")), Ageless(await typed.RunAsync("docker images typed/one")));
        Assert.Equal(Ageless(await DockerAsync("images", "typed/one:2")), Ageless(await typed.RunAsync("docker images typed/one:2")));
        Assert.Contains("typed/two", await typed.RunAsync("docker images"), StringComparison.Ordinal);
        Assert.Equal("Untagged: typed/one:1\nUntagged: typed/one:2\nUntagged: typed/two:1\n", await typed.RunAsync("docker rmi typed/one:1 typed/one:2 typed/two:1"));
    }

    [Fact]
    public async Task Limits_OfRunAndUpdate_AreTheEngines()
    {
        await using var browser = await fixture.OpenAsync("/console");
        var typed = await TypedCommands.OpenAsync(browser);

        await typed.RunAsync($"docker run -d --name typed-limits --cpus 0.5 --memory 64m {Image} {Idle}");
        Assert.Equal("500000000 67108864", await DockerAsync("inspect", "-f", "{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}}", "typed-limits"));
        Assert.Equal("typed-limits\n", await typed.RunAsync("docker update --cpus 0.25 -m 48m --memory-swap 96m typed-limits"));
        Assert.Equal("250000000 50331648", await DockerAsync("inspect", "-f", "{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}}", "typed-limits"));
        await typed.RunAsync("docker rm -f typed-limits");
    }

    private static string Ageless(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text.Trim(), @"(About a minute|About an hour|Less than a second|\d+ \w+)( ago)?|\d{4}-\d\d-\d\d [^""]*", "AGE");

    private async Task<string> DockerAsync(params string[] words) => (await fixture.Engine.DockerAsync(Token, words)).EnsureSuccess().Text;
}
