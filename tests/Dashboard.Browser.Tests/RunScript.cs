using System.Diagnostics;
using System.Text.RegularExpressions;
using Dashboard.Testing;

namespace Dashboard.Browser.Tests;

/// <summary><c>./run.sh --demo</c> as a newcomer types it, on the private engine and with data of its own.</summary>
internal sealed partial class RunScript : IAsyncDisposable
{
    private readonly PrivateEngine _engine;
    private readonly Process _process;
    private readonly string _data;
    private readonly List<string> _output = [];

    private RunScript(PrivateEngine engine, Process process, string data) => (_engine, _process, _data) = (engine, process, data);

    public string SetupLink => Link().Match(Output).Value;

    private string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    public static async Task<RunScript> StartDemoAsync(PrivateEngine engine, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("dashboard-run-").FullName;
        var start = new ProcessStartInfo(Path.Combine(DashboardProgram.RepositoryRoot, "run.sh"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add("--demo");
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add($"http://127.0.0.1:{LoopbackPort.Free()}");
        foreach (var (name, value) in engine.CliEnvironment())
        {
            start.Environment[name] = value;
        }

        start.Environment["Dashboard__DataDirectory"] = data;
        var run = new RunScript(engine, Process.Start(start)!, data);
        run._process.OutputDataReceived += run.Keep;
        run._process.ErrorDataReceived += run.Keep;
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        await Eventually.ThatAsync(
            () => run._process.HasExited || Link().IsMatch(run.Output), TimeSpan.FromMinutes(4), "run.sh prints the setup link", cancellationToken);
        Assert.False(run._process.HasExited, run.Output);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _engine.DockerAsync(CancellationToken.None, "rm", "-f", "demo-web", "demo-logger", "demo-shell");
        Directory.Delete(_data, recursive: true);
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.Add(line.Data ?? "");
        }
    }

    [GeneratedRegex(@"http://\S+/setup\?token=\S+")]
    private static partial Regex Link();
}
