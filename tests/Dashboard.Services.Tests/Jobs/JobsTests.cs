using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Images;
using Dashboard.Services.Jobs;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Jobs;

public sealed class JobsTests : IDisposable
{
    private static readonly Actor _kim = new("k", "kim", Right.All, "browser");
    private static readonly Actor _lee = new("l", "lee", Right.View | Right.Create, "browser");

    private readonly FakeEngine _engine = new();
    private readonly CommandJobs _jobs;

    public JobsTests() => _jobs = new CommandJobs(_engine.Commands, TimeProvider.System, NullLogger<CommandJobs>.Instance);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Start_Command_RunsWithoutAnybodyWaitingAndTellsHowItEnded()
    {
        var gate = new TaskCompletionSource();
        _engine.Commands.Answers(async (run, token) =>
        {
            run.Progress!.Report(new LayerProgress("a1", "Downloading", 5, 10));
            run.Progress.Report(new LayerProgress("", "Step 1/2\n ---> ", 0, 0) { IsPiece = true });
            run.Progress.Report(new LayerProgress("", "abc\n", 0, 0) { IsPiece = true });
            await gate.Task.WaitAsync(token);
            return new CommandResult(0, "done\n", "");
        });

        var job = Start(_kim);
        await Eventually.ThatAsync(() => job.Lines.Count == 2, "both lines are there");

        Assert.Equal((JobState.Running, 0.35), (job.State, job.Progress.Fraction));
        Assert.Equal(["Step 1/2", " ---> abc"], job.Lines);
        gate.SetResult();
        await job.Completion;
        Assert.Equal((JobState.Succeeded, "done\n"), (job.State, job.Result!.Stdout));
        Assert.NotNull(job.Ended);
    }

    [Fact]
    public async Task Cancel_Running_StopsTheCommand()
    {
        _engine.Commands.Answers(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return new CommandResult(0, "", "");
        });
        var job = Start(_kim);

        job.Cancel();
        await job.Completion;

        Assert.Equal((JobState.Cancelled, null), (job.State, job.Result));
    }

    [Fact]
    public async Task Start_CommandFails_KeepsItsWords()
    {
        _engine.Commands.Answers(_ => new CommandResult(1, "", "manifest unknown\n") { Error = new EngineError(EngineErrorKind.NotFound, "manifest unknown") });
        var job = Start(_kim);
        await job.Completion;

        Assert.Equal((JobState.Failed, "manifest unknown"), (job.State, job.Lines[^1]));
    }

    [Fact]
    public async Task Start_CommandBreaks_EndsAsFailed()
    {
        _engine.Commands.Answers((_, _) => throw new InvalidOperationException("a bug"));
        var job = Start(_kim);
        await job.Completion;

        Assert.Equal((JobState.Failed, "a bug"), (job.State, job.Result!.Error!.Message));
    }

    [Fact]
    public async Task SeenBy_OwnAndThoseOfWhatOneManages_NoOthers()
    {
        _engine.Commands.Succeeds();
        var (kims, lees) = (Start(_kim), Start(_lee));
        await Task.WhenAll(kims.Completion, lees.Completion);

        Assert.Equal([lees], _jobs.SeenBy(_lee));
        Assert.Equal(new[] { kims, lees }.ToHashSet(), [.. _jobs.SeenBy(_kim)]);
        _jobs.Clear(_lee);
        Assert.Equal([kims], _jobs.SeenBy(_kim));
    }

    [Fact]
    public async Task Stop_OfTheProgram_StopsJobsAndWaitsForThem()
    {
        var stopped = false;
        _engine.Commands.Answers(async (_, token) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                stopped = true;
            }

            return new CommandResult(0, "", "");
        });
        Start(_kim);

        await _jobs.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(stopped);
    }

    private Job Start(Actor actor) => _jobs.Start(actor, _engine.Local, new PullImage { Name = "busybox" }, CommandFiles.None);
}
