using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Testing;

/// <summary>The real program, started as an operator starts it, on a loopback port of its own and with its own data.</summary>
public sealed partial class DashboardProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Dictionary<string, string> _environment;
    private readonly bool _ownsData;

    private DashboardProcess(Process process, Uri address, string dataDirectory, bool ownsData, Dictionary<string, string> environment)
    {
        _process = process;
        Address = address;
        DataDirectory = dataDirectory;
        _ownsData = ownsData;
        _environment = environment;
        _ = KeepAsync(process.StandardOutput);
        _ = KeepAsync(process.StandardError);
    }

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Address { get; }

    /// <summary>Where its data live.</summary>
    public string DataDirectory { get; }

    /// <summary>The process, for tests that look at its memory or threads.</summary>
    public int ProcessId => _process.Id;

    /// <summary>All that it has printed so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The one-time link that it printed at its first start.</summary>
    /// <exception cref="InvalidOperationException">It printed none.</exception>
    public string SetupLink => SetupLinkPattern().Match(Output) is { Success: true } match
        ? match.Value
        : throw new InvalidOperationException($"The dashboard printed no setup link:\n{Output}");

    /// <summary>Starts the program and waits until it is healthy.</summary>
    /// <param name="dockerHost">Its <c>DOCKER_HOST</c>.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="dataDirectory">Data of an earlier start, kept at the end; without it a new folder, whose setup link is waited for.</param>
    /// <param name="environment">More variables, such as <c>Dashboard__…</c> settings.</param>
    /// <param name="scheme">"http", or "https" with whatever certificate it has.</param>
    public static async Task<DashboardProcess> StartAsync(
        string dockerHost, CancellationToken cancellationToken, string? dataDirectory = null, IReadOnlyDictionary<string, string>? environment = null,
        string scheme = "http")
    {
        var data = dataDirectory ?? TestRun.NewDirectory("data");
        var address = new Uri($"{scheme}://127.0.0.1:{LoopbackPort.Free()}/");
        var variables = Variables(dockerHost, data, environment);
        var host = Cli.Start(
            DashboardProgram.FindHost(), [DashboardProgram.FindAssembly(), "serve", "--urls", address.GetLeftPart(UriPartial.Authority)], variables);
        var dashboard = new DashboardProcess(host, address, data, dataDirectory is null, variables);
        try
        {
            await dashboard.WaitAsync(cancellationToken);
            return dashboard;
        }
        catch (Exception error)
        {
            await dashboard.DisposeAsync();
            throw new InvalidOperationException($"The dashboard did not start: {error.Message}\n{dashboard.Output}", error);
        }
    }

    /// <summary>Runs a subcommand of the program to its end, on data of the caller's choice.</summary>
    /// <param name="dataDirectory">Its data.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <param name="args">Such as <c>audit</c>, <c>verify</c>.</param>
    public static Task<CliResult> RunAsync(string dataDirectory, CancellationToken cancellationToken, params string[] args) =>
        RunAsync(Variables(null, dataDirectory, null), args, cancellationToken);

    /// <summary>Runs a subcommand of the program to its end, on the data of this one, which runs on.</summary>
    /// <param name="cancellationToken">Kills it.</param>
    /// <param name="args">Such as <c>token</c>, <c>create</c>, <c>--user</c>, <c>ann</c>.</param>
    public Task<CliResult> RunSubcommandAsync(CancellationToken cancellationToken, params string[] args) =>
        RunAsync(_environment, args, cancellationToken);

    /// <summary>Ends the program at once, as a power cut does.</summary>
    public Task KillAsync()
    {
        Signal.Send(_process.Id, Signal.Kill);
        return _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as an operator's Ctrl-C or a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await Signal.EndAsync(_process, TimeSpan.FromSeconds(15));
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        if (_ownsData)
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }

    private static Task<CliResult> RunAsync(Dictionary<string, string> environment, string[] args, CancellationToken cancellationToken) =>
        Cli.RunAsync(DashboardProgram.FindHost(), [DashboardProgram.FindAssembly(), .. args], environment, cancellationToken);

    // What the tests' own shell sets must not reach the program: an empty value counts as unset.
    private static Dictionary<string, string> Variables(string? dockerHost, string dataDirectory, IReadOnlyDictionary<string, string>? more)
    {
        var variables = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = string.Empty,
            ["DOCKER_HOST"] = dockerHost ?? string.Empty,
            ["Dashboard__DataDirectory"] = dataDirectory,
        };
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
        {
            variables[name] = value;
        }

        return variables;
    }

    [GeneratedRegex(@"https?://\S+/setup\?token=\S+")]
    private static partial Regex SetupLinkPattern();

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var http = SelfMadeHttps.Client();
        await Eventually.ThatAsync(
            async () => _process.HasExited || (await http.GetAsync(new Uri(Address, "healthz"), cancellationToken)).IsSuccessStatusCode,
            TimeSpan.FromSeconds(60), "GET /healthz answers 200", cancellationToken);
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"it ended with {_process.ExitCode}");
        }

        if (_ownsData)
        {
            await Eventually.ThatAsync(
                () => SetupLinkPattern().IsMatch(Output), TimeSpan.FromSeconds(10), "it printed the setup link", cancellationToken);
        }
    }

    private async Task KeepAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
