using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Services.Jobs;
using Dashboard.Services.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Images.Builds.Runs;

/// <inheritdoc cref="IBuilds"/>
internal sealed partial class BuildHistory(
    IJobs jobs, IBuildContexts contexts, DataDirectory directory, IOptions<DashboardOptions> options, TimeProvider time, ILogger<BuildHistory> logger) : IBuilds, IHostedService
{
    // What stands in for the name of what a script sends.
    private const string Sent = "stdin";

    private readonly ConcurrentDictionary<Guid, BuildRun> _runs = new();
    private readonly Lock _writing = new();

    public event Action? Changed;

    public BuildRun Start(Actor actor, DockerEnvironment environment, BuildImage command, StagedContext? context, string? dockerfile)
    {
        Stream? input = context is not null ? contexts.Open(context, string.IsNullOrEmpty(command.File) ? "Dockerfile" : command.File, dockerfile)
            : dockerfile is not null ? new MemoryStream(Encoding.UTF8.GetBytes(dockerfile))
            : null;
        return Start(actor, environment, command, new Origin(context?.Name ?? "", dockerfile, input), null);
    }

    public BuildRun Start(Actor actor, DockerEnvironment environment, BuildImage command, Stream input) =>
        Start(actor, environment, command, new Origin(Sent, null, input), null);

    public async Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, BuildImage command, IProgress<LayerProgress>? watcher, CancellationToken cancellationToken)
    {
        var run = Start(actor, environment, command, new Origin("", null, null), watcher);
        await using var stopping = cancellationToken.Register(run.Cancel);
        var result = await run.Completion;
        cancellationToken.ThrowIfCancellationRequested();
        return result ?? CommandResult.Failure(new EngineError(EngineErrorKind.Conflict, "The build was stopped."));
    }

    public IReadOnlyList<BuildRun> SeenBy(Actor actor, DockerEnvironment environment) =>
        [.. _runs.Values.Where(r => Sees(actor, environment, r.Record)).OrderByDescending(r => r.Record.Started)];

    public BuildRun? Find(Actor actor, DockerEnvironment environment, Guid id) =>
        _runs.TryGetValue(id, out var run) && Sees(actor, environment, run.Record) ? run : null;

    public async Task<IReadOnlyList<BuildStep>> StepsAsync(BuildRun run, CancellationToken cancellationToken)
    {
        var record = run.Record;
        if (run.Log is { } log)
        {
            return log.Steps;
        }

        try
        {
            await using var file = File.OpenRead(LogOf(record.Id));
            var outputs = await JsonSerializer.DeserializeAsync(file, BuildJson.Default.ListListString, cancellationToken) ?? [];
            return [.. record.Steps.Select((s, n) => n < outputs.Count ? s with { Lines = outputs[n] } : s)];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return record.Steps;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory.BuildDirectory))
        {
            return Task.CompletedTask;
        }

        foreach (var file in Directory.EnumerateFiles(directory.BuildDirectory, "*.json").Where(f => !f.EndsWith(".log.json", StringComparison.Ordinal)))
        {
            if (Read(file) is { } record)
            {
                // What was under way when the dashboard ended was ended with it.
                _runs[record.Id] = new BuildRun(record.State == JobState.Running ? record with { State = JobState.Cancelled } : record, null);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool Sees(Actor actor, DockerEnvironment environment, BuildRecord record) =>
        record.Environment == environment.Name.Value && (record.UserId == actor.UserId || actor.MayOnAllOf(Right.Manage, environment.Name));

    private BuildRun Start(Actor actor, DockerEnvironment environment, BuildImage command, Origin origin, IProgress<LayerProgress>? watcher)
    {
        var record = new BuildRecord
        {
            Id = Guid.NewGuid(),
            UserId = actor.UserId,
            UserName = actor.UserName,
            Environment = environment.Name.Value,
            Line = CommandLine.PrintMasked(command),
            Context = origin.Name,
            Dockerfile = origin.Dockerfile,
            Started = time.GetUtcNow(),
        };
        var run = new BuildRun(record, new BuildLog(time));
        // What is refused at the door, or has nothing to build from, is no build: it would only push others' out.
        var isKept = command.Complaint is null && actor.MayOnAllOf(Right.Create, environment.Name) && (command.Context != "-" || origin.Input is not null);
        if (isKept)
        {
            _runs[record.Id] = run;
            Write(record, null);
        }

        run.Job = jobs.Start(actor, environment, command, new CommandFiles(origin.Input, null), new Told(run.Log!, watcher, () => Changed?.Invoke()));
        run.Completion = EndAsync(run, run.Job, origin.Input, isKept);
        MakeRoom();
        Changed?.Invoke();
        return run;
    }

    private async Task<CommandResult?> EndAsync(BuildRun run, Job job, Stream? input, bool isKept)
    {
        await job.Completion;
        if (input is not null)
        {
            // Who was refused has read nothing of it.
            await input.DisposeAsync();
        }

        var log = run.Log!;
        var error = job.Result is { ExitCode: not 0 } result ? result.Error?.Message ?? result.Stderr.Trim() : "";
        log.End(error, job.State == JobState.Succeeded);
        var steps = log.Steps;
        var record = run.Record with
        {
            Ended = job.Ended,
            State = job.State,
            ImageId = log.ImageId,
            Error = error,
            Steps = [.. steps.Select(s => s with { Lines = [] })],
        };
        // Before it counts as ended: from then on it may be taken away.
        if (isKept)
        {
            Write(record, [.. steps.Select(s => s.Lines.ToList())]);
        }

        run.End(record);
        Changed?.Invoke();
        return job.Result;
    }

    private void MakeRoom()
    {
        foreach (var old in _runs.Values.Where(r => !r.IsRunning).OrderByDescending(r => r.Record.Started).Skip(options.Value.Builds.History))
        {
            if (_runs.TryRemove(old.Record.Id, out _))
            {
                File.Delete(FileOf(old.Record.Id));
                File.Delete(LogOf(old.Record.Id));
            }
        }
    }

    private BuildRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), BuildJson.Default.BuildRecord);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(e, file);
            return null;
        }
    }

    // A disk that is full costs the history, not the build.
    private void Write(BuildRecord record, List<List<string>>? outputs)
    {
        try
        {
            lock (_writing)
            {
                if (!OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(directory.BuildDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }

                if (outputs is not null)
                {
                    DataDirectory.WritePrivate(LogOf(record.Id), JsonSerializer.Serialize(outputs, BuildJson.Default.ListListString));
                }

                DataDirectory.WritePrivate(FileOf(record.Id), JsonSerializer.Serialize(record, BuildJson.Default.BuildRecord));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnwritten(e, record.Id);
        }
    }

    private string FileOf(Guid id) => Path.Combine(directory.BuildDirectory, $"{id:N}.json");

    private string LogOf(Guid id) => Path.Combine(directory.BuildDirectory, $"{id:N}.log.json");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record of a build in {File} can't be read")]
    private partial void LogUnreadable(Exception e, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The record of build {Id} can't be written")]
    private partial void LogUnwritten(Exception e, Guid id);

    private sealed record Origin(string Name, string? Dockerfile, Stream? Input);

    private sealed class Told(BuildLog log, IProgress<LayerProgress>? watcher, Action changed) : IProgress<LayerProgress>
    {
        public void Report(LayerProgress value)
        {
            log.Report(value);
            watcher?.Report(value);
            changed();
        }
    }
}
