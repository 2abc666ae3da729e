using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Images.Builds;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Services.Images.Builds.Runs;
using Dashboard.Services.Jobs;
using Dashboard.Services.Storage;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Images.Builds;

public sealed class BuildHistoryTests : IDisposable
{
    private readonly DashboardOptions _options = new() { DataDirectory = TestRun.NewDirectory("builds") };
    private readonly FakeEngine _engine = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Actor _kim = new("1", "kim", "test", GrantSet.Of(Right.All));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_options.DataDirectory, recursive: true);
    }

    [Fact]
    public async Task Start_ABuild_IsKeptOverARestartWithItsLogAndWithoutItsSecrets()
    {
        _engine.Commands.Answers(_ => new CommandResult(0, "", ""));
        var command = new BuildImage { Context = "-", Tags = ["shop:1"], BuildArgs = [new EnvEntry("TOKEN=s3cret"), new EnvEntry("A=b")] };
        var run = Make().Start(_kim, _engine.Local, command, null, "FROM a:1\n");
        await Ended(run);

        var again = Make();
        await again.StartAsync(Stop);
        var kept = Assert.Single(again.SeenBy(_kim, _engine.Local));

        Assert.Equal((JobState.Succeeded, "FROM a:1\n", "docker build --build-arg 'TOKEN=********' --build-arg A=b --tag shop:1 -"), (kept.Record.State, kept.Record.Dockerfile, kept.Record.Line));
        Assert.Equal("shop:1", Assert.IsType<BuildImage>(CommandLine.Parse(kept.Record.Line)).Tags[0]);
        Assert.DoesNotContain(Directory.GetFiles(Folder), f => File.ReadAllText(f).Contains("s3cret", StringComparison.Ordinal));
        Assert.DoesNotContain(await again.StepsAsync(kept, Stop), s => s.Lines.Count > 0);
    }

    [Fact]
    public async Task SeenBy_Others_IsNothingUnlessTheyManage()
    {
        _engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.Failed, "no space left on device")));
        var history = Make();
        var run = history.Start(_kim, _engine.Local, new BuildImage { Context = "-" }, null, "FROM a:1\n");
        await Ended(run);
        var lee = new Actor("2", "lee", "test", GrantSet.Of(Right.View | Right.Create));

        Assert.Empty(history.SeenBy(lee, _engine.Local));
        Assert.Null(history.Find(lee, _engine.Local, run.Record.Id));
        Assert.Single(history.SeenBy(new Actor("3", "ada", "test", GrantSet.Of(Right.All)), _engine.Local));
        Assert.Equal((JobState.Failed, "no space left on device"), (run.Record.State, run.Record.Error));
    }

    [Fact]
    public async Task Start_MoreThanAreKept_TheOldestGo()
    {
        _options.Builds.History = 2;
        _engine.Commands.Answers(_ => new CommandResult(0, "", ""));
        var history = Make();
        for (var i = 0; i < 4; i++)
        {
            await Ended(history.Start(_kim, _engine.Local, new BuildImage { Context = "-", Tags = [$"t:{i}"] }, null, "FROM a:1\n"));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        // The last is judged when the next one begins.
        Assert.Equal(["docker build --tag t:3 -", "docker build --tag t:2 -", "docker build --tag t:1 -"], history.SeenBy(_kim, _engine.Local).Select(r => r.Record.Line));
        Assert.Equal(6, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public async Task Start_OfAStream_IsKeptWithItsLogAndReadsNoMoreOfItOnceItHasEnded()
    {
        _engine.Commands.Answers(run =>
        {
            run.Progress!.Report(new LayerProgress("", "Step 1/1 : FROM a:1\n", 0, 0) { IsPiece = true });
            run.Progress.Report(new LayerProgress("", "pulled\n", 0, 0) { IsPiece = true });
            return new CommandResult(0, "done", "");
        });
        using var input = new MemoryStream([1, 2, 3]);
        var history = Make();

        var run = history.Start(_kim, _engine.Local, new BuildImage { Context = "-", Tags = ["shop:1"] }, input);
        var result = await run.Completion.WaitAsync(Stop);

        Assert.Equal("done", result!.Stdout);
        Assert.False(input.CanRead);
        Assert.False(run.IsRunning);
        var again = Make();
        await again.StartAsync(Stop);
        var kept = Assert.Single(again.SeenBy(_kim, _engine.Local));
        Assert.Equal(("kim", "stdin", JobState.Succeeded, "docker build --tag shop:1 -"), (kept.Record.UserName, kept.Record.Context, kept.Record.State, kept.Record.Line));
        Assert.Equal(["pulled"], Assert.Single(await again.StepsAsync(kept, Stop)).Lines);
    }

    [Fact]
    public async Task Start_OfAStream_ByWhoMayNotBuild_AnswersAndPushesNobodysHistoryOut()
    {
        _engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.Refused, "lee lacks the right")));
        var history = Make();
        var lee = new Actor("2", "lee", "test", GrantSet.Of(Right.View));

        var result = await history.Start(lee, _engine.Local, new BuildImage { Context = "-" }, new MemoryStream()).Completion.WaitAsync(Stop);

        Assert.Equal("lee lacks the right", result!.Error!.Message);
        Assert.Empty(history.SeenBy(lee, _engine.Local));
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task Run_ALine_TellsWhoLooksOnAndStopsWithThem()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        _engine.Commands.Answers(async (run, token) =>
        {
            run.Progress!.Report(new LayerProgress("", "Fetching it", 0, 0));
            await Task.Delay(Timeout.Infinite, token);
            return new CommandResult(0, "", "");
        });
        var history = Make();
        var told = new Watcher(stop.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => history.RunAsync(_kim, _engine.Local, new BuildImage { Context = "https://example.org/shop.git" }, told, stop.Token));

        Assert.Equal(["Fetching it"], told.Told);
        var kept = Assert.Single(history.SeenBy(_kim, _engine.Local)).Record;
        Assert.Equal((JobState.Cancelled, "", "docker build https://example.org/shop.git"), (kept.State, kept.Context, kept.Line));
    }

    [Fact]
    public async Task Run_ALineThatSomebodyElseStops_SaysSo()
    {
        _engine.Commands.Answers(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return new CommandResult(0, "", "");
        });
        var history = Make();
        var running = history.RunAsync(_kim, _engine.Local, new BuildImage { Context = "https://example.org/shop.git" }, null, Stop);

        Assert.Single(history.SeenBy(_kim, _engine.Local)).Cancel();

        Assert.Equal((1, "The build was stopped."), ((await running).ExitCode, (await running).Error!.Message));
    }

    [Fact]
    public async Task Start_WhenTheDashboardEndsBeforeIt_IsToldAsCancelled()
    {
        Directory.CreateDirectory(Folder);
        var id = Guid.NewGuid();
        await File.WriteAllTextAsync(
            Path.Combine(Folder, $"{id:N}.json"),
            $$"""{"Id":"{{id}}","UserId":"1","UserName":"kim","Environment":"local","Line":"docker build -","Started":"2026-11-28T10:00:00+00:00","State":0}""",
            Stop);
        await File.WriteAllTextAsync(Path.Combine(Folder, "broken.json"), "{", Stop);
        var history = Make();

        await history.StartAsync(Stop);

        Assert.Equal(JobState.Cancelled, Assert.Single(history.SeenBy(_kim, _engine.Local)).Record.State);
    }

    private string Folder => Path.Combine(_options.DataDirectory, "builds");

    private static Task Ended(BuildRun run) => Eventually.ThatAsync(() => !run.IsRunning, "the build has ended");

    private BuildHistory Make()
    {
        var options = Options.Create(_options);
        var directory = new DataDirectory(options);
        return new BuildHistory(
            new CommandJobs(_engine.Commands, _time, NullLogger<CommandJobs>.Instance), new BuildContexts(directory, options, _time), directory, options, _time, NullLogger<BuildHistory>.Instance);
    }

    private sealed class Watcher(Action then) : IProgress<LayerProgress>
    {
        public List<string> Told { get; } = [];

        public void Report(LayerProgress value)
        {
            Told.Add(value.Status);
            then();
        }
    }
}
