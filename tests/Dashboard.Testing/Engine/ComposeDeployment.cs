using System.Text.RegularExpressions;

namespace Dashboard.Testing;

/// <summary>The repository's docker-compose.yml, brought up on an engine as an operator does.</summary>
public sealed partial class ComposeDeployment : IAsyncDisposable
{
    // The shipped interval is for servers; a test would wait for it.
    private const string Override = "services: {dashboard: {healthcheck: {interval: 1s}}}\n";
    private readonly PrivateEngine _engine;
    private readonly string _directory;
    private readonly string[] _command;
    private readonly Dictionary<string, string> _environment;

    private ComposeDeployment(PrivateEngine engine, string directory, string[] command, Dictionary<string, string> environment, int port)
    {
        _engine = engine;
        _directory = directory;
        _command = command;
        _environment = environment;
        Address = new Uri($"https://127.0.0.1:{port}/");
    }

    /// <summary>Where the dashboard listens on this machine.</summary>
    public Uri Address { get; }

    /// <summary>Builds, starts and waits until the container is healthy.</summary>
    /// <param name="engine">A private engine with <see cref="LocalBaseImages"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<ComposeDeployment> UpAsync(PrivateEngine engine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var directory = TestRun.NewDirectory("compose");
        var extra = Path.Combine(directory, "override.yml");
        await File.WriteAllTextAsync(extra, Override, cancellationToken);
        var socket = new Uri(engine.DockerHost).LocalPath;
        var group = (await Cli.RunAsync("stat", ["-c", "%g", socket], null, cancellationToken)).EnsureSuccess().Text;
        var port = LoopbackPort.Free();
        var environment = new Dictionary<string, string>(engine.CliEnvironment())
        {
            ["COMPOSE_PROJECT_NAME"] = $"dbt{TestRun.NewId()}",
            // The CLI of this machine may lack buildx, which the build does not need.
            ["DOCKER_BUILDKIT"] = "0",
            ["COMPOSE_DOCKER_CLI_BUILD"] = "0",
            ["DASHBOARD_PORT"] = $"{port}",
            ["DOCKER_SOCKET"] = socket,
            ["DOCKER_GID"] = group,
        };
        var plugin = await engine.DockerAsync(cancellationToken, "compose", "version");
        var files = new[] { "-f", Path.Combine(DashboardProgram.RepositoryRoot, "docker-compose.yml"), "-f", extra };
        string[] command = plugin.ExitCode == 0 ? ["docker", "compose", .. files] : ["docker-compose", .. files];
        var deployment = new ComposeDeployment(engine, directory, command, environment, port);
        try
        {
            (await deployment.RunAsync(cancellationToken, "up", "-d", "--build")).EnsureSuccess();
            await deployment.WaitAsync(cancellationToken);
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    /// <summary>The token of the setup link in the container's log.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<string> SetupTokenAsync(CancellationToken cancellationToken)
    {
        var logs = await LogsAsync(cancellationToken);
        return TokenPattern().Match(logs) is { Success: true } match
            ? match.Groups[1].Value
            : throw new InvalidOperationException($"No setup link in the log:\n{logs}");
    }

    /// <summary>The certificate's SHA-256 fingerprint in the container's log.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<string> FingerprintAsync(CancellationToken cancellationToken) =>
        FingerprintPattern().Match(await LogsAsync(cancellationToken)).Value;

    /// <summary>Runs a command in the dashboard's container.</summary>
    /// <param name="cancellationToken">Kills the CLI.</param>
    /// <param name="args">The command and its arguments.</param>
    public async Task<CliResult> ExecAsync(CancellationToken cancellationToken, params string[] args) =>
        await _engine.DockerAsync(cancellationToken, ["exec", await ContainerAsync(cancellationToken), .. args]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await RunAsync(CancellationToken.None, "down", "-v", "--timeout", "5");
        Directory.Delete(_directory, recursive: true);
    }

    [GeneratedRegex(@"/setup\?token=(\S+)")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("([0-9A-F]{2}:){31}[0-9A-F]{2}")]
    private static partial Regex FingerprintPattern();

    private Task<CliResult> RunAsync(CancellationToken cancellationToken, params string[] args) =>
        Cli.RunAsync(_command[0], [.. _command[1..], .. args], _environment, cancellationToken);

    private async Task<string> ContainerAsync(CancellationToken cancellationToken) =>
        (await RunAsync(cancellationToken, "ps", "-q", "dashboard")).EnsureSuccess().Text;

    private async Task<string> LogsAsync(CancellationToken cancellationToken)
    {
        var logs = await _engine.DockerAsync(cancellationToken, "logs", await ContainerAsync(cancellationToken));
        return logs.Stdout + logs.Stderr;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var container = await ContainerAsync(cancellationToken);
        var state = string.Empty;
        try
        {
            await Eventually.ThatAsync(
                async () =>
                {
                    var inspect = await _engine.DockerAsync(
                        cancellationToken, "inspect", "--format", "{{.State.Health.Status}} {{.State.Status}} {{json .State.Health.Log}}", container);
                    state = inspect.Text;
                    return state.StartsWith("healthy", StringComparison.Ordinal);
                },
                TimeSpan.FromSeconds(60), "the dashboard's container is healthy", cancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} {state}\n{await LogsAsync(cancellationToken)}", late);
        }
    }
}
