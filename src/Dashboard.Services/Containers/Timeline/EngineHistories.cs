using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Containers.Timeline;

/// <summary>
/// The history of every environment. An event says that a health check changed its mind, only an inspect what it had printed, and the engine
/// keeps its last five runs: so one is made soon after, one at a time.
/// </summary>
internal sealed partial class EngineHistories : BackgroundService
{
    // More than this waiting means that the engine does not keep up; what is dropped lacks an output, no more.
    private const int MostWaiting = 256;

    private readonly Dictionary<DockerEnvironment, (EngineHistory History, Questions Questions)> _histories;
    private readonly ILogger<EngineHistories> _logger;

    public EngineHistories(IEnvironmentRegistry registry, OwnExecs own, ILogger<EngineHistories> logger)
    {
        _logger = logger;
        // From the first event on, which may come before this has begun to answer.
        _histories = registry.All.ToDictionary(e => e, _ =>
        {
            var (history, questions) = (new EngineHistory(own), new Questions());
            history.NeedsInspect += questions.Add;
            return (history, questions);
        });
    }

    public EngineHistory For(DockerEnvironment environment) => _histories[environment].History;

    /// <summary>What a health check runs, as the engine's events tell it.</summary>
    internal static string CommandOf(ContainerConfig? config) => config?.Healthcheck?.Test?.ToArray() switch
    {
        ["CMD-SHELL", var script, ..] => EventEntries.Shown(string.Join(' ', [.. config!.Shell is { Count: > 0 } shell ? shell : ["/bin/sh", "-c"], script])),
        ["CMD", .. var words] => EventEntries.Shown(string.Join(' ', words)),
        _ => "",
    };

    /// <summary>What was printed by the last run that had ended by <paramref name="change"/>; a change is told a moment after the run that made it.</summary>
    internal static string OutputAt(Health? health, DateTimeOffset change, KnownSecrets secrets) => health?.Log?
        // The engine writes its own time zone.
        .Where(run => run.End.ToUniversalTime() <= change.UtcDateTime.AddMilliseconds(500))
        .OrderByDescending(run => run.End.ToUniversalTime())
        .Select(run => EventEntries.Shown((run.Output ?? "").Trim(), secrets))
        .FirstOrDefault() ?? "";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_histories.Select(pair => ExplainAsync(pair.Key, pair.Value.History, pair.Value.Questions, stoppingToken)));

    private async Task ExplainAsync(DockerEnvironment environment, EngineHistory history, Questions questions, CancellationToken stopping)
    {
        await foreach (var id in questions.ReadAllAsync(stopping))
        {
            await ExplainAsync(environment, history, id, stopping);
        }
    }

    private async Task ExplainAsync(DockerEnvironment environment, EngineHistory history, string id, CancellationToken stopping)
    {
        try
        {
            var answer = await environment.Connection.Client.Containers.InspectContainerAsync(id, stopping);
            var secrets = ContainerSecretValues.Known(answer, ContainerSecretValues.In(answer));
            history.Explain(id, CommandOf(answer.Config), change => OutputAt(answer.State?.Health, change, secrets));
        }
        catch (DockerContainerNotFoundException)
        {
            history.Explain(id, "", _ => "");
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            LogFailed(_logger, id.Length > 12 ? id[..12] : id, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "What the health check of {Container} printed is not known: {Reason}")]
    private static partial void LogFailed(ILogger logger, string container, string reason);

    /// <summary>Containers to be inspected, each once.</summary>
    private sealed class Questions
    {
        private readonly ConcurrentDictionary<string, bool> _waiting = new();
        private readonly Channel<string> _queue = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });

        public void Add(string id)
        {
            if (_waiting.TryAdd(id, true) && !_queue.Writer.TryWrite(id))
            {
                _waiting.TryRemove(id, out _);
            }
        }

        public async IAsyncEnumerable<string> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var id in _queue.Reader.ReadAllAsync(cancellationToken))
            {
                _waiting.TryRemove(id, out _);
                yield return id;
            }
        }
    }
}
