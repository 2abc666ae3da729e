using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Storage;
using Docker.DotNet;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Containers;

/// <summary>
/// Which of our execs run: a small file for each, written before it is started and deleted when nothing of it is left. What a program that was
/// killed has left behind is ended when the next one starts.
/// </summary>
internal sealed partial class ExecJournal(
    DataDirectory data, IEnvironmentRegistry environments, OwnExecs own, ILogger<ExecJournal> logger) : BackgroundService, IExecJournal
{
    private readonly string _directory = Path.Combine(data.Path, "execs");

    public void Begin(string mark, ResourceName environment, string containerId)
    {
        try
        {
            Directory.CreateDirectory(_directory);
            DataDirectory.WritePrivate(FileOf(mark), $"{environment}\n{containerId}\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"Nothing is run, because it could not be ended again after a crash: {e.Message}"));
        }
    }

    public void End(string mark) => File.Delete(FileOf(mark));

    public async Task EndProcessesAsync(EngineConnection connection, string containerId, string mark, CancellationToken cancellationToken)
    {
        try
        {
            if (await MarkedProcesses.EndAsync(connection, containerId, mark, own, cancellationToken))
            {
                End(mark);
            }
            else
            {
                LogNotEnded(containerId[..Math.Min(12, containerId.Length)], "its image has no shell to look for them with, or they can't be killed");
            }
        }
        catch (Exception e) when (e is DockerApiException or OperationCanceledException or IOException or HttpRequestException)
        {
            LogNotEnded(containerId[..Math.Min(12, containerId.Length)], e.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What is there now is from before: nobody has signed in yet.
        var left = Directory.Exists(_directory) ? Directory.GetFiles(_directory).Where(f => !f.EndsWith(".new", StringComparison.Ordinal)).ToList() : [];
        foreach (var file in left)
        {
            var lines = await File.ReadAllLinesAsync(file, Encoding.UTF8, stoppingToken);
            if (lines is not [var environmentName, var containerId] || !ResourceName.TryParse(environmentName, out var name) || !environments.TryGet(name, out var environment))
            {
                File.Delete(file);
                continue;
            }

            var connection = await environment.WaitForConnectionAsync(stoppingToken);
            await EndProcessesAsync(connection, containerId, Path.GetFileName(file), stoppingToken);
        }

        if (left.Count > 0)
        {
            LogRecovered(left.Count);
        }
    }

    private string FileOf(string mark) => Path.Combine(_directory, mark);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Processes of a terminal in container {Container} may still run: {Reason}")]
    private partial void LogNotEnded(string container, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Looked for what {Count} terminals of an earlier run have left behind")]
    private partial void LogRecovered(int count);
}
