using System.Diagnostics;
using System.Text;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Deployment;

/// <summary>The README's commands as written, on a Debian without docker, busybox or chromium.</summary>
public sealed class FreshDebianTests : IAsyncLifetime
{
    private const string Address = "http://127.0.0.1:8080";
    private const string BrokenImage = "rm -rf /tmp/b && mkdir -p /tmp/b/bin && echo '#!/bin/nothing' > /tmp/b/bin/sh && chmod +x /tmp/b/bin/sh && tar -C /tmp/b -c . | docker import - dashboard-demo:latest";
    private FreshDebian _machine = null!;

    public async ValueTask InitializeAsync() => _machine = await FreshDebian.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _machine.DisposeAsync();

    [Fact]
    public async Task Commands_OfTheReadme_WorkOnAFreshSystem()
    {
        var token = TestContext.Current.CancellationToken;

        var alone = await RunUntilAsync("setup?token=", "./run.sh", "--no-engine");
        Assert.Contains("No Docker engine answers; the dashboard waits for one.", alone, StringComparison.Ordinal);
        Assert.Contains("There is no socket at unix:///var/run/docker.sock. Type: sudo apt-get install docker.io", alone, StringComparison.Ordinal);

        // Installs docker.io, starts it, fetches busybox without installing it, makes the image and its containers.
        await RunUntilAsync("setup?token=", "./run.sh", "--demo");
        var busybox = await _machine.RunAsync(token, "sh", "-c", "command -v busybox");
        Assert.Equal("", busybox.Text);
        await AssertDemoRunsAsync();

        // An image that an earlier run left broken, with containers of it that never started.
        (await ShellAsync("docker rm -f demo-web demo-logger demo-shell && docker rmi -f dashboard-demo:latest && " + BrokenImage)).EnsureSuccess();
        (await ShellAsync("docker create --name demo-shell --label dashboard.demo=true dashboard-demo:latest sh")).EnsureSuccess();
        await RunUntilAsync("setup?token=", "./run.sh", "--demo");
        await AssertDemoRunsAsync();

        var denied = await ShellAsync("useradd kim; setpriv --reuid=kim --regid=kim --clear-groups bash -c 'cd scripts && . ./say.sh && . ./debian.sh && . ./engine.sh && ensure_engine yes /dev/null'");
        Assert.Contains("No engine at /var/run/docker.sock: permission denied.", denied.Stderr, StringComparison.Ordinal);
        Assert.Contains("Type: sudo usermod -aG docker kim ", denied.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("apt-get install docker.io", denied.Stderr, StringComparison.Ordinal);

        // Everything that the tests need of the system is installed, everything is built, and the first suite runs.
        var tests = (await _machine.RunAsync(token, "./test.sh", "--filter", "Services", "--", "-class", "Dashboard.Services.Tests.PublicUrlTests")).EnsureSuccess();
        Assert.Matches(@"^\d+ passed, 0 failed, 0 skipped$", tests.Stdout.TrimEnd().Split('\n')[^1]);
        (await ShellAsync("command -v chromium dockerd docker-registry nginx caddy mmdebstrap docker-compose")).EnsureSuccess();
    }

    private async Task AssertDemoRunsAsync()
    {
        var running = (await ShellAsync("docker ps --format '{{.Names}}' --filter label=dashboard.demo=true | sort | xargs")).EnsureSuccess();
        Assert.Equal("demo-logger demo-shell demo-web", running.Text);
        var id = (await ShellAsync("docker exec demo-shell id -un")).EnsureSuccess();
        Assert.Equal("root", id.Text);
        Assert.Equal("", (await ShellAsync("docker ps -aq --filter label=dashboard.demo=probe")).EnsureSuccess().Text);
    }

    private Task<CliResult> ShellAsync(string line) => _machine.RunAsync(TestContext.Current.CancellationToken, "sh", "-c", line);

    // Starts the program and ends it once it has printed what is waited for and answers over HTTP; gives its output.
    private async Task<string> RunUntilAsync(string expected, params string[] command)
    {
        var token = TestContext.Current.CancellationToken;
        using var process = _machine.Start(command);
        var output = new StringBuilder();
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        try
        {
            await Eventually.ThatAsync(
                () => process.HasExited || Text().Contains(expected, StringComparison.Ordinal), TimeSpan.FromMinutes(8), $"{string.Join(' ', command)} prints {expected}", token);
            Assert.False(process.HasExited, Text());
            await Eventually.ThatAsync(
                async () => (await _machine.RunAsync(token, "node", "-e", $"fetch('{Address}/healthz').then(r => process.exit(r.ok ? 0 : 1))")).ExitCode == 0,
                TimeSpan.FromSeconds(30), "the dashboard answers", token);
            return Text();
        }
        finally
        {
            await _machine.RunAsync(CancellationToken.None, "sh", "-c", "for p in /proc/[0-9]*; do if tr '\\0' ' ' < $p/cmdline | grep -q '[D]ashboard.Web.dll'; then kill ${p#/proc/}; fi; done");
            await process.WaitForExitAsync(CancellationToken.None);
        }

        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        }

        string Text()
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }
}
