namespace Dashboard.Testing;

/// <summary>A Docker Engine of the tests' own, which they may fill, kill, stop and start again.</summary>
/// <remarks>
/// With <c>DASHBOARD_TEST_ENGINE</c> set the engine named there is used instead; everything made on it carries the label
/// <c>dashboard.test</c>, only that is removed, and it is never killed or suspended.
/// </remarks>
public sealed class PrivateEngine : IAsyncDisposable
{
    private const string Borrowed = "DASHBOARD_TEST_ENGINE";
    private readonly EngineProcesses? _processes;
    private readonly string _cliConfig;

    private PrivateEngine(string dockerHost, string cliConfig, EngineProcesses? processes)
    {
        DockerHost = dockerHost;
        _cliConfig = cliConfig;
        _processes = processes;
        BusyboxImage = processes is null ? $"dashboard-test-busybox:{TestRun.Id}" : "busybox:test";
    }

    /// <summary>The engine's address as <c>DOCKER_HOST</c> takes it.</summary>
    public string DockerHost { get; }

    /// <summary>The image to run: a shell, the usual tools, <c>CMD ["sh"]</c>.</summary>
    public string BusyboxImage { get; }

    /// <summary>Whether it is the engine that <c>DASHBOARD_TEST_ENGINE</c> names.</summary>
    public bool IsBorrowed => _processes is null;

    /// <summary>The label and value on everything that the tests make on this engine.</summary>
    public static string Label => $"dashboard.test={TestRun.Id}";

    /// <summary>Starts an engine, waits until it answers and imports <see cref="BusyboxImage"/>.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="buildKit">Whether it builds images with BuildKit; a borrowed one does as it does.</param>
    public static async Task<PrivateEngine> StartAsync(CancellationToken cancellationToken, bool buildKit = false)
    {
        var engine = Environment.GetEnvironmentVariable(Borrowed) is { Length: > 0 } address
            ? new PrivateEngine(address, TestRun.NewDirectory("cli"), null)
            : await StartPrivateAsync(buildKit, cancellationToken);
        try
        {
            await engine.ImportAsync(cancellationToken);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a line in a shell, where <c>docker</c> is the CLI against this engine.</summary>
    public Task<CliResult> ShellAsync(string line, CancellationToken cancellationToken) => Cli.RunAsync("sh", ["-c", line], CliEnvironment(), cancellationToken);

    /// <summary>Runs the docker CLI against this engine; containers that it makes are labelled.</summary>
    /// <param name="cancellationToken">Kills the CLI.</param>
    /// <param name="args">The arguments after <c>docker</c>.</param>
    public Task<CliResult> DockerAsync(CancellationToken cancellationToken, params string[] args)
    {
        string[] labelled = args is ["run" or "create", ..] ? [args[0], "--label", Label, .. args[1..]] : args;
        return Cli.RunAsync("docker", labelled, CliEnvironment(), cancellationToken);
    }

    /// <summary>The same with a file for the CLI's standard input.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Kills the CLI.</param>
    /// <param name="args">The arguments after <c>docker</c>.</param>
    public async Task<CliResult> DockerFromFileAsync(string path, CancellationToken cancellationToken, params string[] args)
    {
        await using var input = File.OpenRead(path);
        return await Cli.RunAsync("docker", args, CliEnvironment(), input, cancellationToken);
    }

    /// <summary>What a program needs in its environment to speak to this engine and to leave the user's settings alone.</summary>
    public IReadOnlyDictionary<string, string> CliEnvironment() => new Dictionary<string, string>
    {
        ["DOCKER_HOST"] = DockerHost,
        ["DOCKER_CONFIG"] = _cliConfig,
        ["DOCKER_CONTEXT"] = string.Empty,
        ["DOCKER_TLS_VERIFY"] = string.Empty,
    };

    /// <summary><c>docker run -d</c> of <see cref="BusyboxImage"/>, with a stop timeout of 1 s: its processes ignore SIGTERM as PID 1.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="options">Options before the image, such as <c>-p</c> and <c>8080:80</c>.</param>
    /// <param name="command">What it runs; nothing gives a shell without input, which ends at once.</param>
    /// <param name="cancellationToken">Kills the CLI.</param>
    /// <returns>The container's full id.</returns>
    public async Task<string> RunContainerAsync(string name, string[] options, string[] command, CancellationToken cancellationToken) =>
        (await DockerAsync(cancellationToken, ["run", "-d", "--stop-timeout", "1", "--name", name, .. options, BusyboxImage, .. command])).EnsureSuccess().Text;

    /// <summary>Kills dockerd with SIGKILL; its containers run on until <see cref="StartAgainAsync"/>, which ends them.</summary>
    public Task KillAsync() => Own().EndDaemonAsync(Signal.Kill);

    /// <summary>Ends dockerd in order; its containers stop.</summary>
    public Task StopAsync() => Own().EndDaemonAsync(Signal.Terminate);

    /// <summary>Starts dockerd again on the same data after <see cref="KillAsync"/> or <see cref="StopAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    public Task StartAgainAsync(CancellationToken cancellationToken = default) => Own().StartDaemonAsync(cancellationToken);

    /// <summary>Stops dockerd with SIGSTOP: it accepts connections and never answers.</summary>
    public void Suspend() => Own().Send(Signal.Stop);

    /// <summary>Lets dockerd go on after <see cref="Suspend"/>.</summary>
    public void Resume() => Own().Send(Signal.Continue);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_processes is not null)
        {
            await ThawAsync();
            await _processes.DisposeAsync();
            return;
        }

        var mine = await DockerAsync(CancellationToken.None, "ps", "-aq", "--filter", $"label={Label}");
        if (mine.Text.Length > 0)
        {
            await DockerAsync(CancellationToken.None, ["rm", "-fv", .. mine.Text.Split('\n')]);
        }

        await DockerAsync(CancellationToken.None, "rmi", "-f", BusyboxImage);
        Directory.Delete(_cliConfig, recursive: true);
    }

    // A frozen process takes not even a SIGKILL. Where dockerd is gone already this fails, and says so to nobody: there is nobody to ask.
    private async Task ThawAsync()
    {
        var paused = await DockerAsync(CancellationToken.None, "ps", "-q", "--filter", "status=paused");
        if (paused is { ExitCode: 0, Text.Length: > 0 })
        {
            await DockerAsync(CancellationToken.None, ["unpause", .. paused.Text.Split('\n')]);
        }
    }

    private static async Task<PrivateEngine> StartPrivateAsync(bool buildKit, CancellationToken cancellationToken)
    {
        var processes = await EngineProcesses.StartAsync(buildKit, cancellationToken);
        return new PrivateEngine($"unix://{processes.Directory.Socket}", processes.Directory.CliConfig, processes);
    }

    private async Task ImportAsync(CancellationToken cancellationToken)
    {
        var root = Path.Combine(_cliConfig, "busybox.tar");
        await Testing.BusyboxImage.WriteRootAsync(root, cancellationToken);
        (await DockerAsync(
            cancellationToken, "import", "--change", "CMD [\"sh\"]", "--change", $"LABEL {Label}", root, BusyboxImage)).EnsureSuccess();
        File.Delete(root);
        if (_processes is not null)
        {
            (await DockerAsync(cancellationToken, "tag", BusyboxImage, "busybox:latest")).EnsureSuccess();
        }
    }

    private EngineProcesses Own() => _processes
        ?? throw new NotSupportedException($"The engine named by {Borrowed} belongs to somebody: the tests do not stop it.");
}
