using System.Diagnostics;
using Dashboard.Testing;

namespace Dashboard.Browser.Tests.Api;

/// <summary>The <c>docker</c> of the docs, which sends its words to the dashboard: as people start it, with a token.</summary>
public sealed class DockerScriptTests(BrowserFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Script_Lines_GiveWhatTheCliGives()
    {
        await fixture.Engine.RunContainerAsync("script-web", ["-e", "A=it's <b>"], ["sleep", "600"], Token);
        var token = (await fixture.Dashboard.RunSubcommandAsync(Token, "token", "create", "--user", TestBrowser.UserName, "--name", "script")).EnsureSuccess().Text;

        Assert.Equal((0, "script-web\n", ""), await RunAsync(token, "ps", "--filter", "name=script-web", "--format", "{{.Names}}"));
        Assert.Equal((0, "it's <b> x y\n", ""), await RunAsync(token, "exec", "script-web", "sh", "-c", "echo \"$A\" 'x y'"));
        Assert.Equal((3, "", ""), await RunAsync(token, "exec", "script-web", "sh", "-c", "exit 3"));
        Assert.Equal((1, "", "Error response from daemon: No such container: no-such\n"), await RunAsync(token, "stop", "no-such"));
        Assert.Equal((0, "/script-web\n", ""), await RunAsync(token, "inspect", "-f", "{{.Name}}", "$(docker ps -q --filter name=script-web)"));
        await fixture.Engine.DockerAsync(Token, "rm", "-f", "script-web");
    }

    [Fact]
    public async Task Script_WithAWrongToken_SaysSo()
    {
        var (code, stdout, stderr) = await RunAsync("no-such-token", "ps");

        Assert.Equal((1, ""), (code, stdout));
        Assert.StartsWith("dashboard-docker: 401", stderr, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Stdout, string Stderr)> RunAsync(string token, params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(DashboardProgram.RepositoryRoot, "docs", "dashboard-docker")) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DASHBOARD_URL"] = fixture.Dashboard.Address.ToString();
        start.Environment["DASHBOARD_TOKEN"] = token;
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        var (stdout, stderr) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await stdout, await stderr);
    }
}
