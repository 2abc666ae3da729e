using Dashboard.Services.Commands;
using Dashboard.Services.Images.Builds.Runs;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Images.Builds;

public sealed class BuildLogTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BuildLog _log;

    public BuildLogTests() => _log = new BuildLog(_time);

    [Fact]
    public void Report_ABuild_IsStepsWithTheirTimesAndOutput()
    {
        Say("Step 1/3 : FROM busybox:latest\n", " ---> 0123456789ab\n");
        Pass(2);
        Say("Step 2/3 : RUN make\n", " ---> Using cache\n", " ---> 0123456789ab\n");
        Pass(1);
        Say("Step 3/3 : RUN test\n", " ---> Running in 0123456789ab\n", "\e[91mone\e[0m two\nthr", "ee\n");
        Pass(5);
        Say("Removing intermediate container 0123456789ab\n ---> 0123456789ab\nSuccessfully built 0123456789ab\n", "Successfully tagged a:1\n");
        _log.End("", isDone: true);

        Assert.Equal(["1/3 FROM busybox:latest 2 False", "2/3 RUN make 1 True", "3/3 RUN test 5 False"],
            _log.Steps.Select(s => $"{s.Number}/{s.Total} {s.Instruction} {(s.Ended!.Value - s.Started).TotalSeconds} {s.IsCached}"));
        Assert.Equal(["one two", "three", "Successfully built 0123456789ab", "Successfully tagged a:1"], _log.Steps[2].Lines);
        Assert.Equal("0123456789ab", _log.ImageId);
    }

    [Fact]
    public void Steps_InTheMiddleOfALine_ShowWhatIsThere()
    {
        Say("Step 1/1 : RUN x\n", "half");

        Assert.Equal(["half"], _log.Steps[0].Lines);
        Assert.Null(_log.Steps[0].Ended);
    }

    [Fact]
    public void End_OfAFailure_MarksTheStepAndHasItsWords()
    {
        Say("Step 1/2 : RUN x\n", "out");
        _log.End("The command '/bin/sh -c x' returned a non-zero code: 7", isDone: false);

        var step = Assert.Single(_log.Steps);
        Assert.True(step.IsFailed);
        Assert.Equal(["out", "The command '/bin/sh -c x' returned a non-zero code: 7"], step.Lines);
    }

    [Fact]
    public void Report_StepsSideBySide_AreKeptApart()
    {
        SayOf(1, "#1 [1/2] FROM busybox\n");
        SayOf(2, "#2 [2/2] RUN make\n");
        SayOf(2, "#2 0.100 CACHED\n");
        SayOf(1, "#1 CACHED\n");
        Pass(3);
        SayOf(2, "#2 DONE 3.0s\n");
        SayOf(3, "#3 exporting to image\n");
        SayOf(3, $"#3 writing image sha256:{new string('a', 64)} done\n");
        SayOf(3, "#3 DONE 0.0s\n");
        _log.End("", isDone: true);

        Assert.Equal(["1 [1/2] FROM busybox 0 True ", "2 [2/2] RUN make 3 False 0.100 CACHED", $"3 exporting to image 0 False writing image sha256:{new string('a', 64)} done"],
            _log.Steps.Select(s => $"{s.Number} {s.Instruction} {(s.Ended!.Value - s.Started).TotalSeconds} {s.IsCached} {string.Join('|', s.Lines)}"));
        Assert.Equal("sha256:" + new string('a', 64), _log.ImageId);
    }

    [Fact]
    public void End_OfAFailureSideBySide_GoesToTheStepThatFailed()
    {
        SayOf(1, "#1 RUN a\n");
        SayOf(2, "#2 RUN b\n");
        SayOf(1, "#1 ERROR: exit code 7\n");
        _log.End("failed to solve: exit code 7", isDone: false);

        Assert.Equal(["ERROR: exit code 7", "failed to solve: exit code 7"], _log.Steps[0].Lines);
        Assert.True(_log.Steps[0].IsFailed);
        Assert.NotNull(_log.Steps[1].Ended);
    }

    [Fact]
    public void Report_AFlood_KeepsTheEndAndSaysWhatIsGone()
    {
        Say("Step 1/1 : RUN yes\n");
        for (var i = 0; i < 30_000; i++)
        {
            Say($"{i} {new string('y', 100)}\n");
        }

        var step = _log.Steps[0];
        Assert.True(step.Lines.Sum(l => l.Length) <= 1024 * 1024);
        Assert.Equal(30_000, step.Lines.Count + step.Skipped);
        Assert.StartsWith("29999 ", step.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OneEndlessLine_IsCut()
    {
        Say("Step 1/1 : RUN yes\n");
        for (var i = 0; i < 1000; i++)
        {
            Say(new string('y', 1000));
        }

        Assert.All(_log.Steps[0].Lines, l => Assert.True(l.Length <= 4001));
    }

    private void Say(params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            _log.Report(new LayerProgress("", piece, 0, 0) { IsPiece = true });
        }
    }

    private void SayOf(int step, string line) => _log.Report(new LayerProgress("", line, 0, 0) { IsPiece = true, Step = step });

    private void Pass(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
