using System.Collections.Concurrent;
using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Jobs;

/// <summary>Commands that take a while and go on when nobody looks: every page shows them.</summary>
public interface IJobs
{
    /// <summary>Raised when any job has begun, gone on or ended, on its thread: return at once.</summary>
    event Action? Changed;

    /// <summary>Those that <paramref name="actor"/> began, and everybody's on engines that they manage; newest first.</summary>
    IReadOnlyList<Job> SeenBy(Actor actor);

    /// <summary>Begins a command, through the one door; where too many of this person's run already, the job fails at once.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="command">What.</param>
    /// <param name="files">Archives that go in or out; they must last as long as the job.</param>
    /// <param name="watcher">Told all that the job is told, on its thread; null is nobody.</param>
    Job Start(Actor actor, DockerEnvironment environment, DockerCommand command, CommandFiles files, IProgress<LayerProgress>? watcher = null);

    /// <summary>Takes those away that have ended.</summary>
    void Clear(Actor actor);
}

/// <inheritdoc cref="IJobs"/>
internal sealed partial class CommandJobs(ICommandRunner runner, TimeProvider time, ILogger<CommandJobs> logger) : IJobs, IHostedService
{
    // What has ended is kept for a while, for who was away.
    private const int MostEnded = 50;

    // Each may hold an upload, a build and its lines.
    private const int MostOfOne = 20;

    private readonly ConcurrentDictionary<Guid, Job> _jobs = new();

    public event Action? Changed;

    public IReadOnlyList<Job> SeenBy(Actor actor) => [.. _jobs.Values.Where(j => Sees(actor, j)).OrderByDescending(j => j.Started)];

    public Job Start(Actor actor, DockerEnvironment environment, DockerCommand command, CommandFiles files, IProgress<LayerProgress>? watcher = null)
    {
        var running = _jobs.Values.Count(j => j.Ended is null && j.Actor.UserId == actor.UserId);
        var job = new Job(Guid.NewGuid(), actor, environment, command, time, () => Changed?.Invoke()) { Watcher = watcher };
        _jobs[job.Id] = job;
        foreach (var old in _jobs.Values.Where(j => j.Ended is not null).OrderByDescending(j => j.Ended).Skip(MostEnded))
        {
            Remove(old);
        }

        if (running >= MostOfOne)
        {
            job.End(JobState.Failed, CommandResult.Failure(new EngineError(
                EngineErrorKind.Conflict, string.Create(CultureInfo.InvariantCulture, $"{actor.UserName} has {MostOfOne} jobs running already: wait for one of them, or stop it."))));
            return job;
        }

        Changed?.Invoke();
        job.Completion = Task.Run(() => RunAsync(job, files));
        return job;
    }

    public void Clear(Actor actor)
    {
        foreach (var job in SeenBy(actor).Where(j => j.Ended is not null))
        {
            Remove(job);
        }

        Changed?.Invoke();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The audit log gets an outcome for each before the program ends.
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var job in _jobs.Values)
        {
            job.Cancel();
        }

        await Task.WhenAll(_jobs.Values.Select(j => j.Completion)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static bool Sees(Actor actor, Job job) => job.Actor.UserId == actor.UserId || actor.MayOnAllOf(Right.Manage, job.Environment.Name);

    private void Remove(Job job)
    {
        if (_jobs.TryRemove(job.Id, out _))
        {
            job.Dispose();
        }
    }

    private async Task RunAsync(Job job, CommandFiles files)
    {
        try
        {
            var result = await runner.RunAsync(job.Actor, job.Environment, job.Command, files, job, job.Stopped);
            job.End(result.ExitCode == 0 ? JobState.Succeeded : JobState.Failed, result);
        }
        catch (OperationCanceledException) when (job.Stopped.IsCancellationRequested)
        {
            job.End(JobState.Cancelled, null);
        }
        catch (Exception e)
        {
            // A bug of ours: whoever looks on must not wait for ever.
            LogJobBroke(e, job.Line);
            job.End(JobState.Failed, CommandResult.Failure(new EngineError(EngineErrorKind.Failed, e.Message)));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {Line} broke")]
    private partial void LogJobBroke(Exception e, string line);
}
